// expect: clean
// Many threads over few mutexes of all kinds, with lock, trylock and timedlock.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

enum { THREADS = 8, ROUNDS = 50 };

static pthread_mutex_t mutexes[3] = {
    PTHREAD_MUTEX_INITIALIZER,
    PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP,
    PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP,
};
static int counters[3];

static void lock(pthread_mutex_t *mutex, int way) {
    struct timespec at;
    switch (way % 3) {
    case 0:
        assert(pthread_mutex_lock(mutex) == 0);
        break;
    case 1:
        while (pthread_mutex_trylock(mutex) == EBUSY) sched_yield();
        break;
    default:
        clock_gettime(CLOCK_REALTIME, &at);
        at.tv_sec += 1000000;
        assert(pthread_mutex_timedlock(mutex, &at) == 0);
    }
}

static void *body(void *argument) {
    for (int i = 0; i < ROUNDS; i++) {
        int which = i % 3;
        lock(&mutexes[which], i / 3);
        counters[which]++;
        assert(pthread_mutex_unlock(&mutexes[which]) == 0);
    }
    return argument;
}

int main(void) {
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, body, NULL);
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    assert(counters[0] + counters[1] + counters[2] == THREADS * ROUNDS);
    for (int i = 0; i < 3; i++) assert(pthread_mutex_destroy(&mutexes[i]) == 0);
    return 0;
}
