// expect: clean; lockset: nothing; options: --lockset-refine=write
// What C(v) refined on writes only can miss: a reader's lock that a later write doesn't hold. The
// turns are passed on by another lock, so that this run orders all accesses; see the twin.
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t second = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static atomic_int turn;
static int setting, last;

static void wait_for(int which) {
    while (atomic_load_explicit(&turn, memory_order_relaxed) != which) {
    }
    pthread_mutex_lock(&order);
    pthread_mutex_unlock(&order);
}

static void pass_on(int next) {
    pthread_mutex_lock(&order);
    pthread_mutex_unlock(&order);
    atomic_store_explicit(&turn, next, memory_order_relaxed);
}

static void *reader(void *number) {
    int own = *(int *)number;
    wait_for(own);
    pthread_mutex_lock(&first);
    last = setting;
    pthread_mutex_unlock(&first);
    pass_on(own + 1);
    return NULL;
}

static void *writer(void *unused) {
    wait_for(2);
    pthread_mutex_lock(&second);
    setting++;
    pthread_mutex_unlock(&second);
    return unused;
}

int main(void) {
    pthread_t threads[3];
    static int numbers[2] = {0, 1};
    pthread_create(&threads[0], NULL, reader, &numbers[0]);
    pthread_create(&threads[1], NULL, reader, &numbers[1]);
    pthread_create(&threads[2], NULL, writer, NULL);
    for (int i = 0; i < 3; i++) pthread_join(threads[i], NULL);
    return 0;
}
