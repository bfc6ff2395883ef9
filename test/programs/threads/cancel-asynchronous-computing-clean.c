// expect: clean; stdout: "cleaned up\ncancelled\n"
// POSIX.1-2017, 2.9.5.1: an asynchronous cancellation takes effect at any time, thus also in a thread
// that only computes, or spins on an atomic variable.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static pthread_barrier_t barrier;
static atomic_int never;

static void clean_up(void *argument) { puts(argument); }

static void *computes(void *argument) {
    volatile int counter = 0;
    pthread_cleanup_push(clean_up, argument);
    pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
    pthread_barrier_wait(&barrier);
    for (;;) counter++;
    pthread_cleanup_pop(1);
    return argument;
}

static void *spins(void *argument) {
    pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
    pthread_barrier_wait(&barrier);
    while (!atomic_load(&never)) {
    }
    return argument;
}

static int is_cancelled(void *(*start)(void *)) {
    pthread_t thread;
    pthread_create(&thread, NULL, start, "cleaned up");
    pthread_barrier_wait(&barrier);
    pthread_cancel(thread);
    void *result;
    pthread_join(thread, &result);
    return result == PTHREAD_CANCELED;
}

int main(void) {
    pthread_barrier_init(&barrier, NULL, 2);
    if (is_cancelled(computes) && is_cancelled(spins)) puts("cancelled");
    return 0;
}
