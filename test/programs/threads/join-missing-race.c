// expect: race; races-on: shared
// pthread_tryjoin_np that fails orders nothing.
#include <errno.h>
#include <pthread.h>

void __tsan_testonly_barrier_init(void *barrier, unsigned count);
void __tsan_testonly_barrier_wait(void *barrier);

static __int128 barrier;
static int shared;

static void *body(void *argument) {
    shared = 1;
    __tsan_testonly_barrier_wait(&barrier);
    __tsan_testonly_barrier_wait(&barrier);
    return argument;
}

int main(void) {
    pthread_t thread;
    __tsan_testonly_barrier_init(&barrier, 2);
    pthread_create(&thread, NULL, body, NULL);
    __tsan_testonly_barrier_wait(&barrier);
    int error = pthread_tryjoin_np(thread, NULL);
    shared = 2;
    __tsan_testonly_barrier_wait(&barrier);
    pthread_join(thread, NULL);
    return error != EBUSY;
}
