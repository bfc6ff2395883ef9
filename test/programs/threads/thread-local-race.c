// expect: race; races-on: tls
// A thread's variable is its own only as long as it keeps its address to itself.
#include <pthread.h>

void __tsan_testonly_barrier_init(void *barrier, unsigned count);
void __tsan_testonly_barrier_wait(void *barrier);

static __int128 barrier;
static _Thread_local int own;
static int *_Atomic address;

static void *body(void *argument) {
    address = &own;
    __tsan_testonly_barrier_wait(&barrier);
    own = 1;
    __tsan_testonly_barrier_wait(&barrier);
    return argument;
}

int main(void) {
    pthread_t thread;
    __tsan_testonly_barrier_init(&barrier, 2);
    pthread_create(&thread, NULL, body, NULL);
    __tsan_testonly_barrier_wait(&barrier);
    *address = 2;
    __tsan_testonly_barrier_wait(&barrier);
    pthread_join(thread, NULL);
    return 0;
}
