// C11 <threads.h> over the POSIX functions; ISO C asks nothing of them that POSIX forbids.
// thrd_sleep is in sleep.c, call_once in once.c, thrd_yield in scheduling.c.

#include "thread.h"
#include <errno.h>
#include <threads.h>

#undef thrd_equal

_Static_assert(sizeof(mtx_t) == sizeof(pthread_mutex_t), "one type by two names");
_Static_assert(sizeof(cnd_t) == sizeof(pthread_cond_t), "one type by two names");

static pthread_mutex_t *mutex_of(mtx_t *mutex) { return (pthread_mutex_t *)mutex; }

static pthread_cond_t *condition_of(cnd_t *condition) { return (pthread_cond_t *)condition; }

static int result_of(int error) {
    switch (error) {
    case 0:
        return thrd_success;
    case EBUSY:
        return thrd_busy;
    case ETIMEDOUT:
        return thrd_timedout;
    case ENOMEM:
        return thrd_nomem;
    default:
        return thrd_error;
    }
}

// ---- Threads -----------------------------------------------------------------------------------

// In wasm32 a function that returns int is called as one that returns void *.
REPLACEMENT int thrd_create(thrd_t *handle, thrd_start_t start, void *argument) {
    int error = antecede_create((pthread_t *)handle, NULL, (void *(*)(void *))(uintptr_t)start,
                                argument);
    return error == EAGAIN ? thrd_nomem : result_of(error);
}

REPLACEMENT _Noreturn void thrd_exit(int result) { antecede_exit((void *)(intptr_t)result); }

REPLACEMENT int thrd_join(thrd_t handle, int *result) {
    void *value;
    int error = pthread_join((pthread_t)handle, &value);
    if (!error && result) {
        antecede_write_range(result, sizeof *result);
        *result = (int)(intptr_t)value;
    }
    return result_of(error);
}

REPLACEMENT int thrd_detach(thrd_t handle) { return result_of(pthread_detach((pthread_t)handle)); }

REPLACEMENT thrd_t thrd_current(void) { return (thrd_t)pthread_self(); }

REPLACEMENT int thrd_equal(thrd_t a, thrd_t b) { return a == b; }

// ---- Mutexes -----------------------------------------------------------------------------------

REPLACEMENT int mtx_init(mtx_t *mutex, int type) {
    if (type & ~(mtx_recursive | mtx_timed)) return thrd_error;
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    if (type & mtx_recursive) pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    return result_of(pthread_mutex_init(mutex_of(mutex), &attributes));
}

REPLACEMENT void mtx_destroy(mtx_t *mutex) { pthread_mutex_destroy(mutex_of(mutex)); }

REPLACEMENT int mtx_lock(mtx_t *mutex) { return result_of(pthread_mutex_lock(mutex_of(mutex))); }

REPLACEMENT int mtx_trylock(mtx_t *mutex) {
    return result_of(pthread_mutex_trylock(mutex_of(mutex)));
}

REPLACEMENT int mtx_timedlock(mtx_t *restrict mutex, const struct timespec *restrict at) {
    return result_of(pthread_mutex_timedlock(mutex_of(mutex), at));
}

REPLACEMENT int mtx_unlock(mtx_t *mutex) {
    return result_of(pthread_mutex_unlock(mutex_of(mutex)));
}

// ---- Condition variables -----------------------------------------------------------------------

REPLACEMENT int cnd_init(cnd_t *condition) {
    return result_of(pthread_cond_init(condition_of(condition), NULL));
}

REPLACEMENT void cnd_destroy(cnd_t *condition) { pthread_cond_destroy(condition_of(condition)); }

REPLACEMENT int cnd_wait(cnd_t *condition, mtx_t *mutex) {
    return result_of(pthread_cond_wait(condition_of(condition), mutex_of(mutex)));
}

REPLACEMENT int cnd_timedwait(cnd_t *restrict condition, mtx_t *restrict mutex,
                              const struct timespec *restrict at) {
    return result_of(
        pthread_cond_clockwait(condition_of(condition), mutex_of(mutex), CLOCK_REALTIME, at));
}

REPLACEMENT int cnd_signal(cnd_t *condition) {
    return result_of(pthread_cond_signal(condition_of(condition)));
}

REPLACEMENT int cnd_broadcast(cnd_t *condition) {
    return result_of(pthread_cond_broadcast(condition_of(condition)));
}

// ---- Thread-specific storage -------------------------------------------------------------------

REPLACEMENT int tss_create(tss_t *key, tss_dtor_t destructor) {
    return result_of(pthread_key_create(key, destructor));
}

REPLACEMENT void tss_delete(tss_t key) { pthread_key_delete(key); }

REPLACEMENT void *tss_get(tss_t key) { return pthread_getspecific(key); }

REPLACEMENT int tss_set(tss_t key, void *value) {
    return result_of(pthread_setspecific(key, value));
}
