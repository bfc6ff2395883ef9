// expect: finding; kinds: lock-order-inversion
//
// One thread holds a thousand locks when it takes the last one; the other takes the first of them
// while it holds the last. A relaxed flag keeps them apart in this run.

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>

enum { COUNT = 1000 };

static pthread_mutex_t locks[COUNT];
static atomic_int done;
static pthread_mutex_t last = PTHREAD_MUTEX_INITIALIZER;

static void *all(void *unused) {
    for (int i = 0; i < COUNT; i++) pthread_mutex_lock(&locks[i]);
    pthread_mutex_lock(&last);
    pthread_mutex_unlock(&last);
    for (int i = 0; i < COUNT; i++) pthread_mutex_unlock(&locks[i]);
    atomic_store_explicit(&done, 1, memory_order_relaxed);
    return unused;
}

static void *two(void *unused) {
    while (!atomic_load_explicit(&done, memory_order_relaxed)) sched_yield();
    pthread_mutex_lock(&last);
    pthread_mutex_lock(&locks[0]);
    pthread_mutex_unlock(&locks[0]);
    pthread_mutex_unlock(&last);
    return unused;
}

int main(void) {
    pthread_t threads[2];
    for (int i = 0; i < COUNT; i++) pthread_mutex_init(&locks[i], NULL);
    pthread_create(&threads[0], NULL, all, NULL);
    pthread_create(&threads[1], NULL, two, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    return 0;
}
