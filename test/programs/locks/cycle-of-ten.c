// expect: finding; kinds: lock-order-inversion
//
// Ten threads, ten locks, each takes its own and then the next one's; a relaxed counter lets one go
// after the other, so that the run can't hang, and orders nothing else.

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>

enum { COUNT = 10 };

static pthread_mutex_t locks[COUNT];
static atomic_int turn;

static void *body(void *argument) {
    int own = (int)(long)argument;
    while (atomic_load_explicit(&turn, memory_order_relaxed) != own) sched_yield();
    pthread_mutex_lock(&locks[own]);
    pthread_mutex_lock(&locks[(own + 1) % COUNT]);
    pthread_mutex_unlock(&locks[(own + 1) % COUNT]);
    pthread_mutex_unlock(&locks[own]);
    atomic_store_explicit(&turn, own + 1, memory_order_relaxed);
    return NULL;
}

int main(void) {
    pthread_t threads[COUNT];
    for (int i = 0; i < COUNT; i++) pthread_mutex_init(&locks[i], NULL);
    for (long i = 0; i < COUNT; i++) pthread_create(&threads[i], NULL, body, (void *)i);
    for (int i = 0; i < COUNT; i++) pthread_join(threads[i], NULL);
    return 0;
}
