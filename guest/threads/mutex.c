// Mutexes: normal, recursive and error-checking, stalled and robust.
//
// Happens-before (C11 7.26.4, POSIX 4.12): an unlock is a release, a lock an acquire, on the key
// that the mutex's address is. Lockers of a normal mutex that they own wait for ever, as POSIX has
// it; an unlock of a normal mutex by another thread passes, as in glibc. Both are reported.

#include "mutex.h"
#include <errno.h>
#include <string.h>

enum { LAST_DEPTH = 0x7fffffff };

static struct mutex *of(pthread_mutex_t *mutex) { return (struct mutex *)mutex; }

static int is_robust(const struct mutex *mutex) { return (mutex->state & MUTEX_ROBUST) != 0; }

static int is_owned_by_self(const struct mutex *mutex) {
    return mutex->owner == antecede_identity();
}

// Kinds that must notice that the calling thread isn't the owner.
static int checks_owner(const struct mutex *mutex) {
    return is_robust(mutex) || mutex->kind == PTHREAD_MUTEX_RECURSIVE ||
           mutex->kind == PTHREAD_MUTEX_ERRORCHECK;
}

// Destroyed, or never initialized: no initializer makes another kind.
static int is_invalid(const struct mutex *mutex) {
    if (mutex->kind <= LAST_MUTEX_KIND) return 0;
    antecede_misused(ANTECEDE_INVALID_MUTEX, mutex, -1);
    return 1;
}

// Every operation begins so, and no hook tells of it.
static int is_unusable(const struct mutex *mutex) {
    if (is_invalid(mutex)) return 1;
    antecede_object_used(mutex);
    return 0;
}

REPLACEMENT int pthread_mutex_init(pthread_mutex_t *restrict object,
                                   const pthread_mutexattr_t *restrict attributes) {
    struct mutex *mutex = of(object);
    uint32_t chosen = attributes ? attributes->__attr : 0;
    antecede_object_renewed(mutex);
    memset(mutex, 0, sizeof *mutex);
    mutex->kind = (chosen & MUTEX_TYPE) >> MUTEX_TYPE_SHIFT;
    mutex->state = chosen & ~(uint32_t)MUTEX_TYPE;
    antecede_sync_forget(mutex, sizeof *mutex);
    antecede_lock_created(mutex);
    return 0;
}

REPLACEMENT int pthread_mutex_destroy(pthread_mutex_t *object) {
    struct mutex *mutex = of(object);
    if (is_invalid(mutex)) return EINVAL;
    if (mutex->owner || mutex->waiters) {
        antecede_destroyed_in_use(ANTECEDE_DESTROY_OF_LOCKED, mutex, mutex->owner);
        return EBUSY;
    }
    antecede_object_ends(mutex);
    mutex->kind = DESTROYED_MUTEX;
    antecede_sync_forget(mutex, sizeof *mutex);
    antecede_lock_destroyed(mutex);
    return 0;
}

// ---- Lock --------------------------------------------------------------------------------------

// The mutex is free. Returns 0, or EOWNERDEAD with the mutex taken.
static int take(struct mutex *mutex, int32_t mode) {
    mutex->owner = antecede_identity();
    antecede_self->recent_mutex = mutex;
    antecede_acquire_lock(mutex);
    antecede_lock_acquired(mutex, mode);
    if (!is_robust(mutex)) return 0;
    mutex->next_robust = antecede_self->robust_held;
    antecede_self->robust_held = mutex;
    return mutex->state & MUTEX_OWNER_DIED ? EOWNERDEAD : 0;
}

// What the owner's own lock comes to, or -1 if it has to wait like any other.
static int lock_again(struct mutex *mutex) {
    if (mutex->kind == PTHREAD_MUTEX_ERRORCHECK) return EDEADLK;
    if (mutex->kind != PTHREAD_MUTEX_RECURSIVE) return -1;
    if (mutex->depth == LAST_DEPTH) return EAGAIN;
    mutex->depth++;
    return 0;
}

// Apart, so that a lock without contention needs no frame in memory.
static __attribute__((noinline)) int wait_until_free(struct mutex *mutex, clockid_t clock,
                                                     const struct timespec *at) {
    struct deadline deadline;
    int error = at ? antecede_read_deadline(&deadline, clock, at) : 0;
    if (error) return error;
    while (mutex->owner) {
        if (at && !antecede_remaining(&deadline)) return ETIMEDOUT;
        antecede_block(&mutex->owner, &mutex->waiters, at ? &deadline : NULL, ANTECEDE_WAIT_MUTEX,
                       mutex);
    }
    return 0;
}

// POSIX: the time need not be valid if the mutex is free.
static int lock_or_wait(struct mutex *mutex, clockid_t clock, const struct timespec *at) {
    if (is_owned_by_self(mutex)) {
        int error = lock_again(mutex);
        if (error >= 0) return error;
        if (!at) antecede_misused(ANTECEDE_DOUBLE_LOCK, mutex, antecede_self->number);
    }
    int error = mutex->owner ? wait_until_free(mutex, clock, at) : 0;
    if (error) return error;
    if (mutex->state & MUTEX_NOT_RECOVERABLE) return ENOTRECOVERABLE;
    return take(mutex, at ? ANTECEDE_LOCK_ATTEMPT : ANTECEDE_LOCK_WRITE);
}

REPLACEMENT int pthread_mutex_lock(pthread_mutex_t *object) {
    struct mutex *mutex = of(object);
    if (is_unusable(mutex)) return EINVAL;
    int error = lock_or_wait(mutex, CLOCK_REALTIME, NULL);
    antecede_point();
    return error;
}

REPLACEMENT int pthread_mutex_clocklock(pthread_mutex_t *restrict object, clockid_t clock,
                                        const struct timespec *restrict at) {
    struct mutex *mutex = of(object);
    if (is_unusable(mutex) || antecede_clock_number(clock) < 0) return EINVAL;
    int error = lock_or_wait(mutex, clock, at);
    antecede_point();
    return error;
}

REPLACEMENT int pthread_mutex_timedlock(pthread_mutex_t *restrict object,
                                        const struct timespec *restrict at) {
    return pthread_mutex_clocklock(object, CLOCK_REALTIME, at);
}

REPLACEMENT int pthread_mutex_trylock(pthread_mutex_t *object) {
    struct mutex *mutex = of(object);
    if (is_unusable(mutex)) return EINVAL;
    int error = EBUSY;
    if (!mutex->owner) {
        int is_lost = (mutex->state & MUTEX_NOT_RECOVERABLE) != 0;
        error = is_lost ? ENOTRECOVERABLE : take(mutex, ANTECEDE_LOCK_ATTEMPT);
    } else if (mutex->kind == PTHREAD_MUTEX_RECURSIVE && is_owned_by_self(mutex)) {
        error = lock_again(mutex);
    }
    antecede_point();
    return error;
}

// ---- Unlock ------------------------------------------------------------------------------------

static void unlink_robust(struct mutex *mutex) {
    struct mutex **at = &antecede_self->robust_held;
    while (*at && *at != mutex) at = &(*at)->next_robust;
    if (*at) *at = mutex->next_robust;
}

static void give_up(struct mutex *mutex) {
    antecede_self->recent_mutex = mutex;
    if (is_owned_by_self(mutex)) antecede_release_store(mutex);
    // The unlocking thread may not know of earlier owners, whose clocks must stay in the key.
    else if (mutex->owner) antecede_release_merge(mutex);
    antecede_lock_released(mutex, ANTECEDE_LOCK_WRITE);
    if (is_robust(mutex)) unlink_robust(mutex);
    mutex->owner = 0;
    int32_t count = 1;
    if (mutex->state & MUTEX_OWNER_DIED) {
        // POSIX: unlocked without pthread_mutex_consistent, it can only be destroyed.
        mutex->state ^= MUTEX_OWNER_DIED | MUTEX_NOT_RECOVERABLE;
        count = -1;
    }
    if (mutex->waiters & MUTEX_LOCKERS) antecede_wake(&mutex->owner, count);
}

REPLACEMENT int pthread_mutex_unlock(pthread_mutex_t *object) {
    struct mutex *mutex = of(object);
    if (is_unusable(mutex)) return EINVAL;
    if (!is_owned_by_self(mutex)) {
        if (checks_owner(mutex)) return EPERM;
        antecede_misused(ANTECEDE_WRONG_UNLOCK, mutex, antecede_number(mutex->owner));
    }
    if (mutex->depth) mutex->depth--;
    else give_up(mutex);
    antecede_point();
    return 0;
}

// ---- Robustness --------------------------------------------------------------------------------

REPLACEMENT int pthread_mutex_consistent(pthread_mutex_t *object) {
    struct mutex *mutex = of(object);
    if (is_unusable(mutex)) return EINVAL;
    if (!(mutex->state & MUTEX_OWNER_DIED) || !is_owned_by_self(mutex)) return EINVAL;
    mutex->state &= ~(uint32_t)MUTEX_OWNER_DIED;
    return 0;
}

REPLACEMENT int pthread_mutex_consistent_np(pthread_mutex_t *object) {
    return pthread_mutex_consistent(object);
}

void antecede_mutexes_abandon(struct thread *thread) {
    while (thread->robust_held) {
        struct mutex *mutex = thread->robust_held;
        thread->robust_held = mutex->next_robust;
        mutex->state |= MUTEX_OWNER_DIED;
        mutex->depth = 0;
        mutex->owner = 0;
        antecede_release_store(mutex);
        antecede_lock_released(mutex, ANTECEDE_LOCK_WRITE);
        if (mutex->waiters & MUTEX_LOCKERS) antecede_wake(&mutex->owner, 1);
    }
}

// ---- For condition variables -------------------------------------------------------------------

int antecede_mutex_check_waitable(pthread_mutex_t *object) {
    struct mutex *mutex = of(object);
    if (is_unusable(mutex)) return EINVAL;
    if (is_owned_by_self(mutex)) return 0;
    // POSIX has it fail for these kinds, and undefined for the others.
    int fails = is_robust(mutex) || mutex->kind == PTHREAD_MUTEX_ERRORCHECK;
    if (!fails) {
        antecede_misused(ANTECEDE_WAIT_WITHOUT_MUTEX, mutex, antecede_number(mutex->owner));
    }
    return checks_owner(mutex) ? EPERM : 0;
}

// As in glibc, a mutex that is locked more than once stays locked during the wait.
void antecede_mutex_give_up(pthread_mutex_t *object) {
    struct mutex *mutex = of(object);
    mutex->waiters += MUTEX_CONDITION_WAITER;
    if (mutex->depth) mutex->depth--;
    else give_up(mutex);
}

int antecede_mutex_take_back(pthread_mutex_t *object) {
    struct mutex *mutex = of(object);
    int error = lock_or_wait(mutex, CLOCK_REALTIME, NULL);
    mutex->waiters -= MUTEX_CONDITION_WAITER;
    return error;
}

// ---- Priority ceilings: remembered, without effect ---------------------------------------------

REPLACEMENT int pthread_mutex_getprioceiling(const pthread_mutex_t *restrict object,
                                             int *restrict ceiling) {
    const struct mutex *mutex = (const struct mutex *)object;
    if (is_unusable(mutex)) return EINVAL;
    uint32_t state = mutex->state;
    if ((state & MUTEX_PROTOCOL) >> MUTEX_PROTOCOL_SHIFT != PTHREAD_PRIO_PROTECT) return EINVAL;
    int chosen = (int)(state & MUTEX_CEILING) >> MUTEX_CEILING_SHIFT;
    int least = sched_get_priority_min(SCHED_FIFO);
    *ceiling = chosen < least ? least : chosen;
    return 0;
}

REPLACEMENT int pthread_mutex_setprioceiling(pthread_mutex_t *restrict object, int ceiling,
                                             int *restrict previous) {
    struct mutex *mutex = of(object);
    int before;
    int error = pthread_mutex_getprioceiling(object, &before);
    if (error) return error;
    if (ceiling < sched_get_priority_min(SCHED_FIFO)) return EINVAL;
    if (ceiling > sched_get_priority_max(SCHED_FIFO)) return EINVAL;
    error = pthread_mutex_lock(object);
    if (error) return error;
    mutex->state &= ~(uint32_t)MUTEX_CEILING;
    mutex->state |= (uint32_t)ceiling << MUTEX_CEILING_SHIFT;
    if (previous) *previous = before;
    return pthread_mutex_unlock(object);
}
