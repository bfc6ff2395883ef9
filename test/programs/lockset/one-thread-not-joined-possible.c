// expect: clean; lockset: v; hybrid: v
// Main joins one of two threads that share v under a lock, and then uses v without it. The lock
// ordered the other thread's access in this run; another run may order them the other way.
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_int turn;
static int v;

static void add(void) {
    pthread_mutex_lock(&lock);
    v++;
    pthread_mutex_unlock(&lock);
}

static void *early(void *unused) {
    add();
    atomic_store_explicit(&turn, 1, memory_order_relaxed);
    return unused;
}

static void *late(void *unused) {
    while (atomic_load_explicit(&turn, memory_order_relaxed) == 0) {
    }
    add();
    return unused;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, early, NULL);
    pthread_create(&b, NULL, late, NULL);
    pthread_join(b, NULL);
    v++;
    pthread_join(a, NULL);
    return 0;
}
