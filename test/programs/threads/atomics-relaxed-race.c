// expect: race; races-on: data
// A failed compare_exchange whose failure order is relaxed orders nothing.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static _Atomic int flag;
static int data;

static void *body(void *argument) {
    data = 1;
    atomic_store_explicit(&flag, 1, memory_order_release);
    return argument;
}

int main(void) {
    pthread_t thread;
    int expected;
    pthread_create(&thread, NULL, body, NULL);
    do {
        sched_yield();
        expected = 2;
        atomic_compare_exchange_strong_explicit(&flag, &expected, 3, memory_order_acquire,
                                                memory_order_relaxed);
    } while (expected == 0);
    int seen = data;
    pthread_join(thread, NULL);
    return seen != 1;
}
