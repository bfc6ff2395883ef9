// expect: clean; lockset: v; hybrid: v
// Both threads hold the lock at some time, so this run orders them; v itself has none.
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_int turn;
static int v;

static void *first(void *unused) {
    v = 1;
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    atomic_store_explicit(&turn, 1, memory_order_relaxed);
    return unused;
}

static void *second(void *unused) {
    while (atomic_load_explicit(&turn, memory_order_relaxed) == 0) {
    }
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    v = 2;
    return unused;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
