// Unnamed semaphores. A post is a release that keeps what earlier posts released, a wait that
// succeeds is an acquire: it cannot know whose unit it took.

#include "semaphore-object.h"
#include <errno.h>

static int is_invalid(const struct semaphore *semaphore) {
    if (semaphore->state != DESTROYED_SEMAPHORE) return 0;
    antecede_misused(ANTECEDE_INVALID_SEMAPHORE, semaphore, -1);
    return 1;
}

// Every operation begins so, and no hook tells of it.
static int is_unusable(const struct semaphore *semaphore) {
    if (is_invalid(semaphore)) return 1;
    antecede_object_used(semaphore);
    return 0;
}

REPLACEMENT int sem_init(sem_t *object, int shared, unsigned value) {
    (void)shared;
    if (value > SEM_VALUE_MAX) return fail(EINVAL);
    antecede_object_renewed(object);
    *antecede_semaphore(object) = (struct semaphore){.value = value};
    antecede_sync_forget(object, sizeof *object);
    return 0;
}

REPLACEMENT int sem_destroy(sem_t *object) {
    struct semaphore *semaphore = antecede_semaphore(object);
    if (is_invalid(semaphore)) return fail(EINVAL);
    // Those that a unit is there for were posted to, and only have to go on.
    if (semaphore->waiters > semaphore->value) {
        antecede_destroyed_in_use(ANTECEDE_DESTROY_OF_SEMAPHORE_IN_USE, semaphore, 0);
    }
    if (semaphore->waiters) return fail(EBUSY);
    antecede_object_ends(semaphore);
    semaphore->state = DESTROYED_SEMAPHORE;
    antecede_sync_forget(object, sizeof *object);
    return 0;
}

REPLACEMENT int sem_post(sem_t *object) {
    struct semaphore *semaphore = antecede_semaphore(object);
    if (is_unusable(semaphore)) return fail(EINVAL);
    int error = semaphore->value == SEM_VALUE_MAX ? EOVERFLOW : 0;
    if (!error) {
        antecede_release_merge(semaphore);
        semaphore->value++;
        if (semaphore->waiters) antecede_wake(&semaphore->value, 1);
    }
    antecede_point();
    return error ? fail(error) : 0;
}

// Apart, so that a wait without contention needs no frame in memory.
static __attribute__((noinline)) int wait_for_unit(struct semaphore *semaphore, clockid_t clock,
                                                   const struct timespec *at) {
    struct deadline deadline;
    int error = at ? antecede_read_deadline(&deadline, clock, at) : 0;
    if (error) return error;
    uint32_t interruptions = antecede_self->handlers_interrupting;
    while (!semaphore->value) {
        if (at && !antecede_remaining(&deadline)) return ETIMEDOUT;
        int32_t why = antecede_block_cancellable(&semaphore->value, &semaphore->waiters,
                                                 at ? &deadline : NULL, ANTECEDE_WAIT_SEMAPHORE,
                                                 semaphore);
        if (why == ANTECEDE_INTERRUPTED) antecede_cancel_self();
        if (antecede_self->handlers_interrupting == interruptions) continue;
        return semaphore->value ? 0 : EINTR;
    }
    return 0;
}

static void take(struct semaphore *semaphore) {
    semaphore->value--;
    antecede_acquire(semaphore);
}

static int wait_until(sem_t *object, clockid_t clock, const struct timespec *at) {
    pthread_testcancel();
    struct semaphore *semaphore = antecede_semaphore(object);
    if (is_unusable(semaphore)) return fail(EINVAL);
    int error = semaphore->value ? 0 : wait_for_unit(semaphore, clock, at);
    if (!error) take(semaphore);
    antecede_point();
    return error ? fail(error) : 0;
}

REPLACEMENT int sem_wait(sem_t *object) { return wait_until(object, CLOCK_REALTIME, NULL); }

REPLACEMENT int sem_clockwait(sem_t *restrict object, clockid_t clock,
                              const struct timespec *restrict at) {
    if (antecede_clock_number(clock) >= 0) return wait_until(object, clock, at);
    return fail(EINVAL);
}

REPLACEMENT int sem_timedwait(sem_t *restrict object, const struct timespec *restrict at) {
    return wait_until(object, CLOCK_REALTIME, at);
}

REPLACEMENT int sem_trywait(sem_t *object) {
    struct semaphore *semaphore = antecede_semaphore(object);
    if (is_unusable(semaphore)) return fail(EINVAL);
    int taken = semaphore->value != 0;
    if (taken) take(semaphore);
    antecede_point();
    return taken ? 0 : fail(EAGAIN);
}

REPLACEMENT int sem_getvalue(sem_t *restrict object, int *restrict value) {
    if (is_unusable(antecede_semaphore(object))) return fail(EINVAL);
    *value = (int)antecede_semaphore(object)->value;
    writes(value, sizeof *value);
    antecede_point();
    return 0;
}
