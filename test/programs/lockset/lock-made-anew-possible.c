// expect: clean; lockset: v; hybrid: v
// Each half of the run has its own mutex, though both lie at one address: v has no lock of its own.
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t lock, other = PTHREAD_MUTEX_INITIALIZER;
static atomic_int turn;
static int v;

static void add(void) {
    pthread_mutex_lock(&lock);
    v++;
    pthread_mutex_unlock(&lock);
    // Orders the two in this run.
    pthread_mutex_lock(&other);
    pthread_mutex_unlock(&other);
}

static void *worker(void *number) {
    int own = *(int *)number;
    for (int i = own; i < 4; i += 2) {
        while (atomic_load_explicit(&turn, memory_order_relaxed) != i) {
        }
        pthread_mutex_lock(&other);
        pthread_mutex_unlock(&other);
        if (i == 2) pthread_mutex_init(&lock, NULL);
        add();
        atomic_store_explicit(&turn, i + 1, memory_order_relaxed);
    }
    return NULL;
}

int main(void) {
    pthread_t a, b;
    static int numbers[2] = {0, 1};
    pthread_mutex_init(&lock, NULL);
    pthread_create(&a, NULL, worker, &numbers[0]);
    pthread_create(&b, NULL, worker, &numbers[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
