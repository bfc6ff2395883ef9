// Spinlocks. Nobody spins: whoever finds one locked waits, so that a lock that is never released
// is found as a deadlock.
//
// One word: the owner's identity, and a bit that says that others wait.

#include "thread.h"
#include <errno.h>

#define CONTENDED 0x80000000u
#define DESTROYED 0x7fffffffu // no thread has this identity

static uint32_t *of(pthread_spinlock_t *lock) { return (uint32_t *)lock; }

REPLACEMENT int pthread_spin_init(pthread_spinlock_t *lock, int shared) {
    (void)shared;
    antecede_object_renewed((void *)lock);
    *of(lock) = 0;
    antecede_sync_forget((const void *)lock, sizeof *lock);
    antecede_lock_created(of(lock));
    return 0;
}

static int is_invalid(const uint32_t *word) {
    if (*word != DESTROYED) return 0;
    antecede_misused(ANTECEDE_INVALID_MUTEX, word, -1);
    return 1;
}

// Every operation begins so, and no hook tells of it.
static int is_unusable(const uint32_t *word) {
    if (is_invalid(word)) return 1;
    antecede_object_used(word);
    return 0;
}

static uint32_t owner_of(const uint32_t *word) { return *word & ~CONTENDED; }

REPLACEMENT int pthread_spin_destroy(pthread_spinlock_t *lock) {
    uint32_t *word = of(lock);
    if (is_invalid(word)) return EINVAL;
    if (*word) {
        antecede_destroyed_in_use(ANTECEDE_DESTROY_OF_LOCKED, word, owner_of(word));
        return EBUSY;
    }
    antecede_object_ends(word);
    *word = DESTROYED;
    antecede_sync_forget((const void *)lock, sizeof *lock);
    antecede_lock_destroyed(word);
    return 0;
}

static void take(uint32_t *word, int32_t mode) {
    *word = antecede_identity();
    antecede_acquire_lock(word);
    antecede_lock_acquired(word, mode);
}

REPLACEMENT int pthread_spin_lock(pthread_spinlock_t *lock) {
    uint32_t *word = of(lock);
    if (is_unusable(word)) return EINVAL;
    if (owner_of(word) == antecede_identity()) {
        antecede_misused(ANTECEDE_DOUBLE_LOCK, word, antecede_self->number);
    }
    while (*word) {
        *word |= CONTENDED;
        antecede_block(word, NULL, NULL, ANTECEDE_WAIT_SPINLOCK, word);
    }
    take(word, ANTECEDE_LOCK_WRITE);
    antecede_point();
    return 0;
}

REPLACEMENT int pthread_spin_trylock(pthread_spinlock_t *lock) {
    uint32_t *word = of(lock);
    if (is_unusable(word)) return EINVAL;
    int error = *word ? EBUSY : 0;
    if (!error) take(word, ANTECEDE_LOCK_ATTEMPT);
    antecede_point();
    return error;
}

REPLACEMENT int pthread_spin_unlock(pthread_spinlock_t *lock) {
    uint32_t *word = of(lock);
    if (is_unusable(word)) return EINVAL;
    uint32_t before = *word;
    // As with mutexes, another thread may unlock, and may not know of earlier owners.
    int is_owner = owner_of(word) == antecede_identity();
    if (!is_owner) antecede_misused(ANTECEDE_WRONG_UNLOCK, word, antecede_number(owner_of(word)));
    if (is_owner) antecede_release_store(word);
    else if (before) antecede_release_merge(word);
    antecede_lock_released(word, ANTECEDE_LOCK_WRITE);
    *word = 0;
    // All of them: the bit that would tell of the others is gone.
    if (before & CONTENDED) antecede_wake(word, -1);
    antecede_point();
    return 0;
}
