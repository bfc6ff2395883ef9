// Spinlocks. Nobody spins: whoever finds one locked waits, so that a lock that is never released
// is found as a deadlock.
//
// One word: the owner's identity, and a bit that says that others wait.

#include "thread.h"
#include <errno.h>

#define CONTENDED 0x80000000u

static uint32_t *of(pthread_spinlock_t *lock) { return (uint32_t *)lock; }

REPLACEMENT int pthread_spin_init(pthread_spinlock_t *lock, int shared) {
    (void)shared;
    *of(lock) = 0;
    antecede_sync_forget((const void *)lock, sizeof *lock);
    return 0;
}

REPLACEMENT int pthread_spin_destroy(pthread_spinlock_t *lock) {
    if (*of(lock)) return EBUSY;
    antecede_sync_forget((const void *)lock, sizeof *lock);
    return 0;
}

static void take(uint32_t *word) {
    *word = antecede_identity();
    antecede_acquire(word);
    antecede_lock_acquired(word, ANTECEDE_LOCK_WRITE);
}

REPLACEMENT int pthread_spin_lock(pthread_spinlock_t *lock) {
    uint32_t *word = of(lock);
    while (*word) {
        *word |= CONTENDED;
        antecede_block(word, NULL, NULL, ANTECEDE_WAIT_SPINLOCK, word);
    }
    take(word);
    antecede_point();
    return 0;
}

REPLACEMENT int pthread_spin_trylock(pthread_spinlock_t *lock) {
    uint32_t *word = of(lock);
    int error = *word ? EBUSY : 0;
    if (!error) take(word);
    antecede_point();
    return error;
}

REPLACEMENT int pthread_spin_unlock(pthread_spinlock_t *lock) {
    uint32_t *word = of(lock);
    uint32_t before = *word;
    // As with mutexes, another thread may unlock, and may not know of earlier owners.
    if ((before & ~CONTENDED) == antecede_identity()) antecede_release_store(word);
    else if (before) antecede_release_merge(word);
    antecede_lock_released(word, ANTECEDE_LOCK_WRITE);
    *word = 0;
    // All of them: the bit that would tell of the others is gone.
    if (before & CONTENDED) antecede_wake(word, -1);
    antecede_point();
    return 0;
}
