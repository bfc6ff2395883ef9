// expect: clean
// Barriers: one serial thread a generation, and all before it ordered before all after it.
#include <assert.h>
#include <errno.h>
#include <pthread.h>

enum { THREADS = 5, ROUNDS = 12 };

static pthread_barrier_t barrier;
static int cells[THREADS], serials[ROUNDS];

static void *body(void *argument) {
    int me = (int)(long)argument;
    for (int round = 0; round < ROUNDS; round++) {
        cells[me] = round;
        int result = pthread_barrier_wait(&barrier);
        assert(result == 0 || result == PTHREAD_BARRIER_SERIAL_THREAD);
        if (result) serials[round]++;
        for (int i = 0; i < THREADS; i++) assert(cells[i] == round);
        pthread_barrier_wait(&barrier);
    }
    return NULL;
}

static void attributes(void) {
    pthread_barrierattr_t attributes;
    int shared;
    assert(pthread_barrierattr_init(&attributes) == 0);
    assert(pthread_barrierattr_setpshared(&attributes, 4) == EINVAL);
    assert(pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED) == 0);
    assert(pthread_barrierattr_getpshared(&attributes, &shared) == 0);
    assert(shared == PTHREAD_PROCESS_SHARED);
    assert(pthread_barrier_init(&barrier, &attributes, 0) == EINVAL);
    assert(pthread_barrier_init(&barrier, &attributes, 1) == 0);
    assert(pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD);
    assert(pthread_barrier_destroy(&barrier) == 0);
    assert(pthread_barrierattr_destroy(&attributes) == 0);
}

int main(void) {
    pthread_t threads[THREADS];
    attributes();
    assert(pthread_barrier_init(&barrier, NULL, THREADS) == 0);
    for (long i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, body, (void *)i);
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    for (int round = 0; round < ROUNDS; round++) assert(serials[round] == 1);
    assert(pthread_barrier_destroy(&barrier) == 0);
    return 0;
}
