// expect: clean
// Robust mutexes: EOWNERDEAD, consistent, ENOTRECOVERABLE; what the dead owner wrote is visible.
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static pthread_mutex_t mutexes[3], recursive;
static int guarded[3];

static void *dies(void *argument) {
    for (int i = 0; i < 3; i++) {
        assert(pthread_mutex_lock(&mutexes[i]) == 0);
        guarded[i] = 1;
    }
    pthread_mutex_unlock(&mutexes[1]);
    assert(pthread_mutex_lock(&recursive) == 0 && pthread_mutex_lock(&recursive) == 0);
    return argument;
}

static void *waits(void *mutex) {
    int error = pthread_mutex_lock(mutex);
    if (!error) pthread_mutex_unlock(mutex);
    return (void *)(long)error;
}

static void robust(pthread_mutex_t *mutex, int kind) {
    pthread_mutexattr_t attributes;
    int value;
    pthread_mutexattr_init(&attributes);
    assert(pthread_mutexattr_getrobust(&attributes, &value) == 0);
    assert(value == PTHREAD_MUTEX_STALLED);
    assert(pthread_mutexattr_setrobust(&attributes, 5) == EINVAL);
    assert(pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST) == 0);
    pthread_mutexattr_settype(&attributes, kind);
    pthread_mutex_init(mutex, &attributes);
}

int main(void) {
    pthread_t thread, waiters[2];
    void *result;
    for (int i = 0; i < 3; i++) robust(&mutexes[i], PTHREAD_MUTEX_NORMAL);
    robust(&recursive, PTHREAD_MUTEX_RECURSIVE);
    assert(pthread_mutex_unlock(&mutexes[0]) == EPERM);
    assert(pthread_mutex_consistent(&mutexes[0]) == EINVAL);
    pthread_create(&thread, NULL, dies, NULL);
    pthread_detach(thread);
    while (pthread_kill(thread, 0) == 0) sched_yield();
    assert(pthread_mutex_lock(&mutexes[0]) == EOWNERDEAD);
    assert(guarded[0] == 1);
    assert(pthread_mutex_consistent(&mutexes[0]) == 0);
    assert(pthread_mutex_unlock(&mutexes[0]) == 0);
    assert(pthread_mutex_lock(&mutexes[0]) == 0 && pthread_mutex_unlock(&mutexes[0]) == 0);
    assert(pthread_mutex_lock(&mutexes[1]) == 0 && pthread_mutex_unlock(&mutexes[1]) == 0);
    assert(pthread_mutex_trylock(&mutexes[2]) == EOWNERDEAD);
    for (int i = 0; i < 2; i++) pthread_create(&waiters[i], NULL, waits, &mutexes[2]);
    sched_yield();
    assert(pthread_mutex_unlock(&mutexes[2]) == 0);
    for (int i = 0; i < 2; i++) {
        assert(pthread_join(waiters[i], &result) == 0 && (long)result == ENOTRECOVERABLE);
    }
    assert(pthread_mutex_trylock(&mutexes[2]) == ENOTRECOVERABLE);
    assert(pthread_mutex_destroy(&mutexes[2]) == 0);
    assert(pthread_mutex_lock(&recursive) == EOWNERDEAD);
    assert(pthread_mutex_consistent(&recursive) == 0 && pthread_mutex_unlock(&recursive) == 0);
    return 0;
}
