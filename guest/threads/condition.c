// Condition variables. Waiters stand in the host's queue for the word `queue`; giving up the mutex
// and entering the queue is one step, since no fiber switches in between, and the host hands each
// signal to a thread that is in the queue at that moment: no wake-up is lost, none is stolen.
//
// A signal carries no happens-before edge (C++20 [thread.condition]): only the mutex does. And a
// woken waiter never touches the object again: POSIX lets it be destroyed right after a broadcast.

#include "thread.h"
#include <errno.h>
#include <string.h>

struct condition {
    uint32_t queue;         // always 0
    uint32_t is_monotonic;  // or DESTROYED
    uint32_t waiters;       // in the queue
    pthread_mutex_t *mutex; // waited with last
};

_Static_assert(sizeof(struct condition) <= sizeof(pthread_cond_t), "fits");

#define DESTROYED 0xffffffffu

static struct condition *of(pthread_cond_t *condition) { return (struct condition *)condition; }

REPLACEMENT int pthread_cond_init(pthread_cond_t *restrict object,
                                  const pthread_condattr_t *restrict attributes) {
    antecede_object_renewed(object);
    memset(object, 0, sizeof *object);
    of(object)->is_monotonic = attributes ? attributes->__attr & 1 : 0;
    return 0;
}

// Destroyed, or never initialized.
static int is_invalid(const struct condition *condition) {
    if (condition->is_monotonic <= 1) return 0;
    antecede_misused(ANTECEDE_INVALID_CONDITION, condition, -1);
    return 1;
}

// Every operation begins so, and no hook tells of it.
static int is_unusable(const struct condition *condition) {
    if (is_invalid(condition)) return 1;
    antecede_object_used(condition);
    return 0;
}

REPLACEMENT int pthread_cond_destroy(pthread_cond_t *object) {
    struct condition *condition = of(object);
    if (is_invalid(condition)) return EINVAL;
    if (condition->waiters) {
        antecede_destroyed_in_use(ANTECEDE_DESTROY_OF_CONDITION_IN_USE, condition, 0);
        return EBUSY;
    }
    antecede_object_ends(condition);
    condition->is_monotonic = DESTROYED;
    return 0;
}

// The mutex becomes that of the condition, and a monitor's.
static void associate(struct condition *condition, pthread_mutex_t *mutex) {
    if (condition->waiters && condition->mutex != mutex) {
        antecede_misused(ANTECEDE_WAIT_WITH_TWO_MUTEXES, condition, -1);
    }
    condition->mutex = mutex;
    antecede_lock_is_monitor(mutex);
}

// In the queue until woken by a signal, which says so there, or until it gives up by itself.
static int32_t wait_in_queue(struct condition *condition, const struct deadline *deadline) {
    condition->waiters++;
    int32_t why = antecede_block_cancellable(&condition->queue, NULL, deadline,
                                             ANTECEDE_WAIT_CONDITION, condition);
    if (why != ANTECEDE_WOKEN) condition->waiters--;
    return why;
}

static int wait_until(struct condition *condition, pthread_mutex_t *mutex,
                      const struct deadline *deadline) {
    if (is_unusable(condition)) return EINVAL;
    int error = antecede_mutex_check_waitable(mutex);
    if (error) return error;
    associate(condition, mutex);
    pthread_testcancel();
    int32_t why = ANTECEDE_WOKEN;
    antecede_mutex_give_up(mutex);
    // The host draws anew at each call whether this wait ends without a signal.
    if (antecede_option(ANTECEDE_OPTION_SPURIOUS_WAKEUPS)) {
        antecede_yield();
    } else {
        why = wait_in_queue(condition, deadline);
    }
    error = antecede_mutex_take_back(mutex);
    // POSIX: cleanup handlers run with the mutex locked.
    if (why == ANTECEDE_INTERRUPTED) antecede_cancel_self();
    antecede_point();
    if (error) return error;
    return why == ANTECEDE_TIMED_OUT ? ETIMEDOUT : 0;
}

REPLACEMENT int pthread_cond_wait(pthread_cond_t *restrict object,
                                  pthread_mutex_t *restrict mutex) {
    return wait_until(of(object), mutex, NULL);
}

REPLACEMENT int pthread_cond_clockwait(pthread_cond_t *restrict object,
                                       pthread_mutex_t *restrict mutex, clockid_t clock,
                                       const struct timespec *restrict at) {
    struct deadline deadline;
    int error = antecede_read_deadline(&deadline, clock, at);
    return error ? error : wait_until(of(object), mutex, &deadline);
}

REPLACEMENT int pthread_cond_timedwait(pthread_cond_t *restrict object,
                                       pthread_mutex_t *restrict mutex,
                                       const struct timespec *restrict at) {
    clockid_t clock = of(object)->is_monotonic ? CLOCK_MONOTONIC : CLOCK_REALTIME;
    return pthread_cond_clockwait(object, mutex, clock, at);
}

static int wake_some(struct condition *condition, int32_t count) {
    if (is_unusable(condition)) return EINVAL;
    // Nobody has waited yet: the mutex is the one that the condition was changed under.
    if (!condition->mutex && antecede_self->recent_mutex) {
        antecede_lock_is_monitor(antecede_self->recent_mutex);
    }
    condition->waiters -= (uint32_t)antecede_signal(&condition->queue, count);
    antecede_point();
    return 0;
}

REPLACEMENT int pthread_cond_signal(pthread_cond_t *object) { return wake_some(of(object), 1); }

REPLACEMENT int pthread_cond_broadcast(pthread_cond_t *object) { return wake_some(of(object), -1); }

// ---- Attributes: bit 0 the clock, bit 1 process-shared -----------------------------------------

REPLACEMENT int pthread_condattr_init(pthread_condattr_t *attributes) {
    attributes->__attr = 0;
    return 0;
}

REPLACEMENT int pthread_condattr_destroy(pthread_condattr_t *attributes) {
    (void)attributes;
    return 0;
}

REPLACEMENT int pthread_condattr_setclock(pthread_condattr_t *attributes, clockid_t clock) {
    if (antecede_clock_number(clock) < 0) return EINVAL;
    attributes->__attr = (attributes->__attr & 2) | (clock == CLOCK_MONOTONIC);
    return 0;
}

REPLACEMENT int pthread_condattr_getclock(const pthread_condattr_t *restrict attributes,
                                          clockid_t *restrict clock) {
    *clock = attributes->__attr & 1 ? CLOCK_MONOTONIC : CLOCK_REALTIME;
    return 0;
}

REPLACEMENT int pthread_condattr_setpshared(pthread_condattr_t *attributes, int shared) {
    if (shared != PTHREAD_PROCESS_PRIVATE && shared != PTHREAD_PROCESS_SHARED) return EINVAL;
    attributes->__attr = (attributes->__attr & 1) | (uint32_t)shared << 1;
    return 0;
}

REPLACEMENT int pthread_condattr_getpshared(const pthread_condattr_t *restrict attributes,
                                            int *restrict shared) {
    *shared = (int)(attributes->__attr >> 1);
    return 0;
}
