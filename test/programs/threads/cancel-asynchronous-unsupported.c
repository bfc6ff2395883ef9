// expect: exit 4
// Asynchronous cancellation in the middle of a computation is what we can't do.
#include <pthread.h>

void __tsan_testonly_barrier_init(void *barrier, unsigned count);
void __tsan_testonly_barrier_wait(void *barrier);

static __int128 barrier;
static volatile int counter;

static void *computes(void *argument) {
    pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
    __tsan_testonly_barrier_wait(&barrier);
    for (;;) counter++;
    return argument;
}

int main(void) {
    pthread_t thread;
    __tsan_testonly_barrier_init(&barrier, 2);
    pthread_create(&thread, NULL, computes, NULL);
    __tsan_testonly_barrier_wait(&barrier);
    for (int i = 0; i < 3; i++) sched_yield();
    pthread_cancel(thread);
    pthread_join(thread, NULL);
    return 0;
}
