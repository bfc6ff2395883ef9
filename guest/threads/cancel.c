// Waiting, cancellation and cleanup handlers.
//
// Cancellation is deferred: it takes effect at cancellation points. An asynchronous one takes effect
// wherever another thread may run as well: at an access, or at the end of a loop's iteration.

#include "thread.h"
#include <errno.h>

static int is_cancelled(const struct thread *thread) {
    return thread->cancel_requested && thread->cancel_state == PTHREAD_CANCEL_ENABLE &&
           !thread->exiting;
}

// The host knows the main thread, whose struct it never sees, as NULL.
static void interrupt(struct thread *thread) {
    antecede_interrupt(thread == &antecede_main_thread ? NULL : thread);
}

static int is_asynchronous(const struct thread *thread) {
    return thread->cancel_type == PTHREAD_CANCEL_ASYNCHRONOUS;
}

_Noreturn void antecede_cancel_self(void) { antecede_exit(PTHREAD_CANCELED); }

// ---- Waiting -----------------------------------------------------------------------------------

static int32_t block(uint32_t *word, uint32_t *waiters, const struct deadline *deadline,
                     int32_t kind, const void *object, enum waiting waiting) {
    struct thread *self = antecede_self;
    if (antecede_signals_on_the_way && antecede_has_signals()) {
        antecede_deliver_signals();
        return ANTECEDE_CHANGED;
    }
    int64_t ns = antecede_remaining(deadline);
    int64_t alarm_ns = antecede_alarm_remaining();
    int is_alarm = alarm_ns >= 0 && (ns < 0 || alarm_ns < ns);
    self->waiting = waiting;
    if (waiters) ++*waiters;
    int32_t why = antecede_wait(word, *word, is_alarm ? alarm_ns : ns, kind, object);
    if (waiters) --*waiters;
    self->waiting = NOT_WAITING;
    if (why == ANTECEDE_TIMED_OUT && is_alarm) antecede_alarm_look();
    if (why == ANTECEDE_WOKEN || is_cancelled(self)) return why;
    if (antecede_signals_on_the_way && antecede_has_signals()) {
        antecede_deliver_signals();
        return ANTECEDE_CHANGED;
    }
    return why == ANTECEDE_TIMED_OUT && is_alarm ? ANTECEDE_CHANGED : why;
}

int32_t antecede_block(uint32_t *word, uint32_t *waiters, const struct deadline *deadline,
                       int32_t kind, const void *object) {
    int32_t why = block(word, waiters, deadline, kind, object, WAITING);
    if (is_cancelled(antecede_self) && is_asynchronous(antecede_self)) antecede_cancel_self();
    return why;
}

int32_t antecede_block_cancellable(uint32_t *word, uint32_t *waiters,
                                   const struct deadline *deadline, int32_t kind,
                                   const void *object) {
    if (is_cancelled(antecede_self)) return ANTECEDE_INTERRUPTED;
    int32_t why = block(word, waiters, deadline, kind, object, WAITING_CANCELLABLE);
    // Whoever was woken has used up a wake-up; POSIX lets the cancellation wait for the next point.
    return why == ANTECEDE_INTERRUPTED && !is_cancelled(antecede_self) ? ANTECEDE_WOKEN : why;
}

// Sleeps until the time is over or a handler has run; returns what is left.
static int64_t sleep_until_signal(int64_t ns) {
    struct thread *self = antecede_self;
    int64_t end = antecede_clock_now(ANTECEDE_MONOTONIC) + ns;
    uint32_t handlers = self->handlers_run;
    while (ns > 0) {
        if (antecede_signals_on_the_way) antecede_deliver_signals();
        if (self->handlers_run != handlers) return ns;
        int64_t alarm_ns = antecede_alarm_remaining();
        self->waiting = WAITING_CANCELLABLE;
        antecede_sleep(alarm_ns >= 0 && alarm_ns < ns ? alarm_ns : ns);
        self->waiting = NOT_WAITING;
        if (is_cancelled(self)) return ns;
        int64_t now = antecede_clock_now(ANTECEDE_MONOTONIC);
        ns = end > now ? end - now : 0;
    }
    if (antecede_signals_on_the_way) antecede_deliver_signals();
    return 0;
}

int64_t antecede_sleep_cancellable(int64_t ns) {
    struct thread *self = antecede_self;
    if (is_cancelled(self)) antecede_cancel_self();
    int64_t left = 0;
    if (ns > 0) {
        left = sleep_until_signal(ns);
    } else {
        antecede_sleep(0);
    }
    if (is_cancelled(self)) antecede_cancel_self();
    return left;
}

// ---- Cancellation ------------------------------------------------------------------------------

REPLACEMENT int pthread_cancel(pthread_t handle) {
    struct thread *thread = antecede_find(handle);
    if (!thread) return ESRCH;
    if (thread->done || thread->cancel_requested) {
        antecede_point();
        return 0;
    }
    thread->cancel_requested = 1;
    if (is_cancelled(thread)) {
        int asynchronous = is_asynchronous(thread);
        if (asynchronous && thread == antecede_self) antecede_cancel_self();
        int is_waiting = thread->waiting != NOT_WAITING;
        if (is_waiting && (asynchronous || thread->waiting == WAITING_CANCELLABLE)) {
            interrupt(thread);
        }
    }
    antecede_point();
    return 0;
}

REPLACEMENT void pthread_testcancel(void) {
    if (is_cancelled(antecede_self)) antecede_cancel_self();
}

static void act_if_asynchronous(void) {
    if (is_asynchronous(antecede_self)) pthread_testcancel();
}

REPLACEMENT int pthread_setcancelstate(int state, int *previous) {
    if (state != PTHREAD_CANCEL_ENABLE && state != PTHREAD_CANCEL_DISABLE) return EINVAL;
    if (previous) *previous = antecede_self->cancel_state;
    antecede_self->cancel_state = (uint8_t)state;
    act_if_asynchronous();
    return 0;
}

REPLACEMENT int pthread_setcanceltype(int type, int *previous) {
    if (type != PTHREAD_CANCEL_DEFERRED && type != PTHREAD_CANCEL_ASYNCHRONOUS) return EINVAL;
    if (previous) *previous = antecede_self->cancel_type;
    antecede_self->cancel_type = (uint8_t)type;
    act_if_asynchronous();
    return 0;
}

// ---- Between two instructions ------------------------------------------------------------------

// The engine calls it where a decision of the scheduler is due, which a thread meets that calls
// nothing. What others have sent it meanwhile takes effect there.
void antecede_preempt(int32_t reason) {
    antecede_decide(reason);
    if (antecede_signals_on_the_way) antecede_deliver_signals();
    act_if_asynchronous();
}

// ---- Cleanup handlers --------------------------------------------------------------------------

REPLACEMENT void _pthread_cleanup_push(struct __ptcb *handler, void (*function)(void *),
                                       void *argument) {
    *handler = (struct __ptcb){function, argument, antecede_self->cleanup};
    antecede_self->cleanup = handler;
}

REPLACEMENT void _pthread_cleanup_pop(struct __ptcb *handler, int execute) {
    antecede_self->cleanup = handler->__next;
    if (execute) antecede_call_as_declared((void *)handler->__f, handler->__x);
}

void antecede_run_cleanup(struct thread *thread) {
    while (thread->cleanup) _pthread_cleanup_pop(thread->cleanup, 1);
}
