// Read-write locks. Readers come before waiting writers, as in glibc, unless the lock was made to
// prefer writers.
//
// Happens-before: readers don't synchronize with each other, so there are two keys. Writers store
// to one, from which both kinds acquire; readers merge into the other, from which writers acquire.

#include "thread.h"
#include <errno.h>
#include <string.h>

struct rwlock {
    uint32_t readers; // holding it; waiting readers wait on it; the writers' key
    uint32_t writer;  // identity of the writer, 0: none; writers wait on it; the readers' key
    uint32_t waiting_readers;
    uint32_t waiting_writers;
    uint32_t kind; // PTHREAD_RWLOCK_PREFER_…, or DESTROYED
};

_Static_assert(sizeof(struct rwlock) <= sizeof(pthread_rwlock_t), "fits");

#define DESTROYED 0xffffffffu

enum { LAST_READERS = 0x7fffffff, LAST_KIND = PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP };

static struct rwlock *of(pthread_rwlock_t *lock) { return (struct rwlock *)lock; }

static const void *key_of_writers(const struct rwlock *lock) { return &lock->readers; }

static const void *key_of_readers(const struct rwlock *lock) { return &lock->writer; }

REPLACEMENT int pthread_rwlock_init(pthread_rwlock_t *restrict object,
                                    const pthread_rwlockattr_t *restrict attributes) {
    antecede_object_renewed(object);
    memset(object, 0, sizeof *object);
    of(object)->kind = attributes ? attributes->__attr[1] : PTHREAD_RWLOCK_DEFAULT_NP;
    antecede_sync_forget(object, sizeof *object);
    antecede_lock_created(object);
    return 0;
}

// Destroyed, or never initialized: no initializer makes another kind.
static int is_invalid(const struct rwlock *lock) {
    if (lock->kind <= LAST_KIND) return 0;
    antecede_misused(ANTECEDE_INVALID_MUTEX, lock, -1);
    return 1;
}

// Every operation begins so, and no hook tells of it.
static int is_unusable(const struct rwlock *lock) {
    if (is_invalid(lock)) return 1;
    antecede_object_used(lock);
    return 0;
}

REPLACEMENT int pthread_rwlock_destroy(pthread_rwlock_t *object) {
    struct rwlock *lock = of(object);
    if (is_invalid(lock)) return EINVAL;
    if (lock->readers || lock->writer || lock->waiting_readers || lock->waiting_writers) {
        antecede_destroyed_in_use(ANTECEDE_DESTROY_OF_LOCKED, lock, lock->writer);
        return EBUSY;
    }
    antecede_object_ends(lock);
    lock->kind = DESTROYED;
    antecede_sync_forget(object, sizeof *object);
    antecede_lock_destroyed(lock);
    return 0;
}

// ---- Read lock ---------------------------------------------------------------------------------

// glibc treats PREFER_WRITER_NP as preferring readers, because read locks may be recursive.
static int prefers_writers(const struct rwlock *lock) {
    return lock->kind == PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP;
}

static int must_wait_to_read(const struct rwlock *lock) {
    return lock->writer || (prefers_writers(lock) && lock->waiting_writers);
}

static int take_to_read(struct rwlock *lock, int32_t attempt) {
    if (lock->readers == LAST_READERS) return EAGAIN;
    lock->readers++;
    int32_t mode = ANTECEDE_LOCK_READ | attempt;
    if (prefers_writers(lock)) mode |= ANTECEDE_LOCK_PREFERS_WRITERS;
    antecede_acquire_lock(key_of_writers(lock));
    antecede_lock_acquired(lock, mode);
    return 0;
}

// Apart, so that a lock without contention needs no frame in memory.
static __attribute__((noinline)) int wait_to_read(struct rwlock *lock, clockid_t clock,
                                                  const struct timespec *at) {
    struct deadline deadline;
    int error = at ? antecede_read_deadline(&deadline, clock, at) : 0;
    if (error) return error;
    while (must_wait_to_read(lock)) {
        if (at && !antecede_remaining(&deadline)) return ETIMEDOUT;
        antecede_block(&lock->readers, &lock->waiting_readers, at ? &deadline : NULL,
                       ANTECEDE_WAIT_READ_LOCK, lock);
    }
    return 0;
}

static int read_lock(struct rwlock *lock, clockid_t clock, const struct timespec *at) {
    if (is_unusable(lock)) return EINVAL;
    if (lock->writer == antecede_identity()) {
        antecede_misused(ANTECEDE_READ_LOCK_OF_WRITE_LOCKED, lock, antecede_self->number);
        return EDEADLK;
    }
    int error = must_wait_to_read(lock) ? wait_to_read(lock, clock, at) : 0;
    return error ? error : take_to_read(lock, at ? ANTECEDE_LOCK_ATTEMPT : 0);
}

REPLACEMENT int pthread_rwlock_rdlock(pthread_rwlock_t *object) {
    int error = read_lock(of(object), CLOCK_REALTIME, NULL);
    antecede_point();
    return error;
}

REPLACEMENT int pthread_rwlock_tryrdlock(pthread_rwlock_t *object) {
    struct rwlock *lock = of(object);
    if (is_unusable(lock)) return EINVAL;
    int error = must_wait_to_read(lock) ? EBUSY : take_to_read(lock, ANTECEDE_LOCK_ATTEMPT);
    antecede_point();
    return error;
}

REPLACEMENT int pthread_rwlock_clockrdlock(pthread_rwlock_t *restrict object, clockid_t clock,
                                           const struct timespec *restrict at) {
    if (antecede_clock_number(clock) < 0) return EINVAL;
    int error = read_lock(of(object), clock, at);
    antecede_point();
    return error;
}

REPLACEMENT int pthread_rwlock_timedrdlock(pthread_rwlock_t *restrict object,
                                           const struct timespec *restrict at) {
    return pthread_rwlock_clockrdlock(object, CLOCK_REALTIME, at);
}

// ---- Write lock --------------------------------------------------------------------------------

static int must_wait_to_write(const struct rwlock *lock) { return lock->writer || lock->readers; }

static int take_to_write(struct rwlock *lock, int32_t mode) {
    lock->writer = antecede_identity();
    antecede_acquire_lock(key_of_writers(lock));
    antecede_acquire_lock(key_of_readers(lock));
    antecede_lock_acquired(lock, mode);
    return 0;
}

// A writer that gives up may be what readers were waiting for.
static int give_up_to_write(struct rwlock *lock) {
    if (lock->waiting_readers && !must_wait_to_read(lock)) antecede_wake(&lock->readers, -1);
    return ETIMEDOUT;
}

static __attribute__((noinline)) int wait_to_write(struct rwlock *lock, clockid_t clock,
                                                   const struct timespec *at) {
    struct deadline deadline;
    int error = at ? antecede_read_deadline(&deadline, clock, at) : 0;
    if (error) return error;
    while (must_wait_to_write(lock)) {
        if (at && !antecede_remaining(&deadline)) return give_up_to_write(lock);
        antecede_block(&lock->writer, &lock->waiting_writers, at ? &deadline : NULL,
                       ANTECEDE_WAIT_WRITE_LOCK, lock);
    }
    return 0;
}

static int write_lock(struct rwlock *lock, clockid_t clock, const struct timespec *at) {
    if (is_unusable(lock)) return EINVAL;
    if (lock->writer == antecede_identity()) {
        antecede_misused(ANTECEDE_DOUBLE_LOCK, lock, antecede_self->number);
        return EDEADLK;
    }
    int error = must_wait_to_write(lock) ? wait_to_write(lock, clock, at) : 0;
    return error ? error : take_to_write(lock, at ? ANTECEDE_LOCK_ATTEMPT : ANTECEDE_LOCK_WRITE);
}

REPLACEMENT int pthread_rwlock_wrlock(pthread_rwlock_t *object) {
    int error = write_lock(of(object), CLOCK_REALTIME, NULL);
    antecede_point();
    return error;
}

REPLACEMENT int pthread_rwlock_trywrlock(pthread_rwlock_t *object) {
    struct rwlock *lock = of(object);
    if (is_unusable(lock)) return EINVAL;
    int error = must_wait_to_write(lock) ? EBUSY : take_to_write(lock, ANTECEDE_LOCK_ATTEMPT);
    antecede_point();
    return error;
}

REPLACEMENT int pthread_rwlock_clockwrlock(pthread_rwlock_t *restrict object, clockid_t clock,
                                           const struct timespec *restrict at) {
    if (antecede_clock_number(clock) < 0) return EINVAL;
    int error = write_lock(of(object), clock, at);
    antecede_point();
    return error;
}

REPLACEMENT int pthread_rwlock_timedwrlock(pthread_rwlock_t *restrict object,
                                           const struct timespec *restrict at) {
    return pthread_rwlock_clockwrlock(object, CLOCK_REALTIME, at);
}

// ---- Unlock ------------------------------------------------------------------------------------

// Whoever is woken competes for the lock, so every order is possible.
static void wake_waiters(struct rwlock *lock) {
    if (must_wait_to_write(lock)) return;
    if (lock->waiting_writers) antecede_wake(&lock->writer, 1);
    if (lock->waiting_readers && !must_wait_to_read(lock)) antecede_wake(&lock->readers, -1);
}

static void unlock_write(struct rwlock *lock) {
    int is_owner = lock->writer == antecede_identity();
    if (is_owner) antecede_release_store(key_of_writers(lock));
    // As with mutexes, glibc lets another thread unlock; it may not know of earlier owners.
    else antecede_release_merge(key_of_writers(lock));
    antecede_lock_released(lock, ANTECEDE_LOCK_WRITE);
    lock->writer = 0;
}

static void unlock_read(struct rwlock *lock) {
    antecede_release_merge(key_of_readers(lock));
    antecede_lock_released(lock, ANTECEDE_LOCK_READ);
    lock->readers--;
}

// The misuse, if it is one, or -1. `wanted`: for what the program takes it to be held, or 0.
static int32_t misuse_of_unlock(const struct rwlock *lock, int32_t wanted) {
    if (wanted == ANTECEDE_HELD_TO_READ && lock->writer) {
        return ANTECEDE_READ_UNLOCK_OF_WRITE_LOCKED;
    }
    int32_t held = antecede_lock_held(lock);
    return held && (!wanted || held == wanted) ? -1 : ANTECEDE_WRONG_UNLOCK;
}

static int unlock(struct rwlock *lock, int32_t wanted) {
    if (is_unusable(lock)) return EINVAL;
    int32_t misuse = misuse_of_unlock(lock, wanted);
    if (misuse >= 0) antecede_misused(misuse, lock, antecede_number(lock->writer));
    if (!lock->writer && !lock->readers) return EPERM;
    if (lock->writer) unlock_write(lock);
    else unlock_read(lock);
    wake_waiters(lock);
    antecede_point();
    return 0;
}

REPLACEMENT int pthread_rwlock_unlock(pthread_rwlock_t *object) { return unlock(of(object), 0); }

// For std::shared_mutex, which has a function for each.
int __antecede_rwlock_unlock_write(pthread_rwlock_t *object) {
    return unlock(of(object), ANTECEDE_HELD_TO_WRITE);
}

int __antecede_rwlock_unlock_read(pthread_rwlock_t *object) {
    return unlock(of(object), ANTECEDE_HELD_TO_READ);
}

// ---- Attributes: word 0 process-shared, word 1 the preference ----------------------------------

REPLACEMENT int pthread_rwlockattr_init(pthread_rwlockattr_t *attributes) {
    *attributes = (pthread_rwlockattr_t){0};
    return 0;
}

REPLACEMENT int pthread_rwlockattr_destroy(pthread_rwlockattr_t *attributes) {
    (void)attributes;
    return 0;
}

REPLACEMENT int pthread_rwlockattr_setpshared(pthread_rwlockattr_t *attributes, int shared) {
    if (shared != PTHREAD_PROCESS_PRIVATE && shared != PTHREAD_PROCESS_SHARED) return EINVAL;
    attributes->__attr[0] = (unsigned)shared;
    return 0;
}

REPLACEMENT int pthread_rwlockattr_getpshared(const pthread_rwlockattr_t *restrict attributes,
                                              int *restrict shared) {
    *shared = (int)attributes->__attr[0];
    return 0;
}

REPLACEMENT int pthread_rwlockattr_setkind_np(pthread_rwlockattr_t *attributes, int kind) {
    if (kind < 0 || kind > PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP) return EINVAL;
    attributes->__attr[1] = (unsigned)kind;
    return 0;
}

REPLACEMENT int pthread_rwlockattr_getkind_np(const pthread_rwlockattr_t *restrict attributes,
                                              int *restrict kind) {
    *kind = (int)attributes->__attr[1];
    return 0;
}
