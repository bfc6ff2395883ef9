// expect: clean
// Asynchronous cancellation of a thread that waits, also where deferred cancellation would not act.
#include <assert.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t barrier;

static void asynchronous(void) {
    int type;
    assert(pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &type) == 0);
    assert(type == PTHREAD_CANCEL_DEFERRED);
}

static void *sleeps(void *argument) {
    asynchronous();
    for (;;) sleep(1000);
    return argument;
}

static void *locks(void *argument) {
    asynchronous();
    pthread_mutex_lock(&mutex);
    return argument;
}

static void *meets(void *argument) {
    asynchronous();
    pthread_barrier_wait(&barrier);
    return argument;
}

static void *itself(void *argument) {
    asynchronous();
    pthread_cancel(pthread_self());
    return argument;
}

static void *late(void *argument) {
    pthread_cancel(pthread_self());
    asynchronous();
    return argument;
}

int main(void) {
    void *(*const bodies[])(void *) = {sleeps, locks, meets, itself, late};
    pthread_t thread;
    void *result;
    struct timespec second = {1, 0};
    pthread_barrier_init(&barrier, NULL, 2);
    pthread_mutex_lock(&mutex);
    for (int i = 0; i < 5; i++) {
        pthread_create(&thread, NULL, bodies[i], NULL);
        nanosleep(&second, NULL);
        pthread_cancel(thread);
        assert(pthread_join(thread, &result) == 0 && result == PTHREAD_CANCELED);
    }
    pthread_mutex_unlock(&mutex);
    return 0;
}
