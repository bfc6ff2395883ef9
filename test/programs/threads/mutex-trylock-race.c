// expect: race; races-on: shared
// A trylock that fails orders nothing.
#include <errno.h>
#include <pthread.h>

void __tsan_testonly_barrier_init(void *barrier, unsigned count);
void __tsan_testonly_barrier_wait(void *barrier);

static __int128 barrier;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int shared;

static void *body(void *argument) {
    pthread_mutex_lock(&mutex);
    pthread_mutex_unlock(&mutex);
    pthread_mutex_lock(&mutex);
    shared = 1;
    __tsan_testonly_barrier_wait(&barrier);
    __tsan_testonly_barrier_wait(&barrier);
    pthread_mutex_unlock(&mutex);
    return argument;
}

int main(void) {
    pthread_t thread;
    __tsan_testonly_barrier_init(&barrier, 2);
    pthread_create(&thread, NULL, body, NULL);
    __tsan_testonly_barrier_wait(&barrier);
    int error = pthread_mutex_trylock(&mutex);
    shared = 2;
    __tsan_testonly_barrier_wait(&barrier);
    pthread_join(thread, NULL);
    return error != EBUSY;
}
