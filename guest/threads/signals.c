// Signals that a program sends to itself: which thread has them pending, and when it acts on them.
//
// A thread acts on a signal of its own at once. One that another thread sends is acted on at the next
// synchronization operation, and ends a wait; a thread that only computes, or spins on a variable,
// acts on it where the scheduler next looks at it (antecede_preempt).
//
// What the sender did before happens before the handler: a signal is a message, though POSIX doesn't
// list pthread_kill among the functions that synchronize memory.

#include "thread.h"
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

uint32_t antecede_signals_on_the_way;

// Of the process: every thread blocked them when they were sent.
static uint64_t process_pending;

// Whatever was sent, and by whom: one clock.
static char sent;

static const uint64_t NEVER_BLOCKED = 1ull << (SIGKILL - 1) | 1ull << (SIGSTOP - 1);

static int first_of(uint64_t signals) { return __builtin_ctzll(signals) + 1; }

static uint64_t due(const struct thread *thread) {
    uint64_t pending = thread->signals_pending | process_pending;
    return pending & ~thread->signal_mask & ~thread->signals_awaited;
}

static void look_for_more(void) {
    antecede_signals_on_the_way = (uint32_t)antecede_alarm_is_set();
    struct thread *thread;
    for (uint32_t at = 0; (thread = antecede_next_thread(&at));) {
        if (due(thread)) antecede_signals_on_the_way = 1;
    }
}

void antecede_signals_set_up(void) { antecede_release_merge(&sent); }

int antecede_has_signals(void) {
    antecede_alarm_look();
    return due(antecede_self) != 0;
}

static void take(struct thread *self, int number) {
    if (self->signals_pending & signal_bit(number)) self->signals_pending &= ~signal_bit(number);
    else process_pending &= ~signal_bit(number);
    look_for_more();
    antecede_acquire(&sent);
}

void antecede_deliver_signals(void) {
    struct thread *self = antecede_self;
    antecede_alarm_look();
    for (uint64_t signals; (signals = due(self));) {
        int number = first_of(signals);
        take(self, number);
        int restarts = antecede_act_on_signal(self, number);
        self->handlers_run++;
        if (!restarts) self->handlers_interrupting++;
    }
}

// ---- Sending -----------------------------------------------------------------------------------

static int takes(const struct thread *thread, int number) {
    return !(thread->signal_mask & signal_bit(number)) || (thread->signals_awaited & signal_bit(number));
}

static struct thread *any_that_takes(int number) {
    if (takes(antecede_self, number)) return antecede_self;
    struct thread *thread;
    for (uint32_t at = 0; (thread = antecede_next_thread(&at));) {
        if (!thread->done && takes(thread, number)) return thread;
    }
    return NULL;
}

void antecede_send_signal(struct thread *thread, int number) {
    antecede_release_merge(&sent);
    if (!thread) thread = any_that_takes(number);
    int is_blocked = !thread || (thread->signal_mask & signal_bit(number));
    if (!is_blocked && antecede_is_ignored(number)) return;
    if (thread) thread->signals_pending |= signal_bit(number);
    else process_pending |= signal_bit(number);
    if (!thread || !takes(thread, number)) return;
    antecede_signals_on_the_way = 1;
    if (thread == antecede_self) return;
    // What ends the process ends it now.
    if (!is_blocked && !antecede_has_handler(number)) antecede_act_on_signal(thread, number);
    if (thread->waiting == NOT_WAITING) return;
    antecede_interrupt(thread == &antecede_main_thread ? NULL : thread);
}

static int is_signal(int number) { return number > 0 && number < _NSIG; }

REPLACEMENT int pthread_kill(pthread_t handle, int number) {
    if (number && !is_signal(number)) return EINVAL;
    struct thread *thread = antecede_find(handle);
    if (!thread) return ESRCH;
    if (number && !thread->done) antecede_send_signal(thread, number);
    antecede_point();
    return 0;
}

REPLACEMENT int raise(int number) {
    if (!is_signal(number)) {
        errno = EINVAL;
        return -1;
    }
    antecede_send_signal(antecede_self, number);
    antecede_deliver_signals();
    return 0;
}

REPLACEMENT int kill(pid_t process, int number) {
    if (process != getpid() && process != 0) antecede_unsupported("kill of another process");
    if (number && !is_signal(number)) {
        errno = EINVAL;
        return -1;
    }
    if (number) antecede_send_signal(NULL, number);
    antecede_point();
    return 0;
}

// ---- Masks -------------------------------------------------------------------------------------

static void set_mask(uint64_t mask) {
    antecede_self->signal_mask = mask & ~NEVER_BLOCKED;
    antecede_deliver_signals();
}

REPLACEMENT int pthread_sigmask(int how, const sigset_t *restrict set, sigset_t *restrict before) {
    uint64_t old = antecede_self->signal_mask;
    if (set && how != SIG_BLOCK && how != SIG_UNBLOCK && how != SIG_SETMASK) return EINVAL;
    uint64_t signals = set ? set->__signals : 0;
    if (before) *before = (sigset_t){old};
    if (set && how == SIG_BLOCK) set_mask(old | signals);
    if (set && how == SIG_UNBLOCK) set_mask(old & ~signals);
    if (set && how == SIG_SETMASK) set_mask(signals);
    return 0;
}

REPLACEMENT int sigprocmask(int how, const sigset_t *restrict set, sigset_t *restrict before) {
    int error = pthread_sigmask(how, set, before);
    if (error) errno = error;
    return error ? -1 : 0;
}

REPLACEMENT int sigpending(sigset_t *set) {
    const struct thread *self = antecede_self;
    set->__signals = (self->signals_pending | process_pending) & self->signal_mask;
    return 0;
}

void __antecede_save_mask(struct __jmp_buf_tag *buffer, int saves_mask) {
    buffer->__fl = saves_mask != 0;
    memcpy(buffer->__ss, &antecede_self->signal_mask, sizeof antecede_self->signal_mask);
}

void __antecede_restore_mask(const struct __jmp_buf_tag *buffer) {
    uint64_t mask;
    memcpy(&mask, buffer->__ss, sizeof mask);
    if (buffer->__fl) set_mask(mask);
}

// ---- Waiting -----------------------------------------------------------------------------------

static uint32_t never;

static void wait_for_handler(void) {
    uint32_t handlers = antecede_self->handlers_run;
    while (antecede_self->handlers_run == handlers) {
        int32_t why = antecede_block_cancellable(&never, NULL, NULL, ANTECEDE_WAIT_OTHER, &never);
        if (why == ANTECEDE_INTERRUPTED) antecede_cancel_self();
    }
    antecede_point();
    errno = EINTR;
}

REPLACEMENT int pause(void) {
    wait_for_handler();
    return -1;
}

REPLACEMENT int sigsuspend(const sigset_t *set) {
    uint64_t before = antecede_self->signal_mask;
    antecede_self->signal_mask = set->__signals & ~NEVER_BLOCKED;
    wait_for_handler();
    antecede_self->signal_mask = before;
    return -1;
}

// The signal, or the negative of an error.
static int wait_for_one(const sigset_t *set, const struct deadline *deadline) {
    struct thread *self = antecede_self;
    pthread_testcancel();
    uint32_t handlers = self->handlers_run;
    for (;;) {
        antecede_alarm_look();
        uint64_t pending = (self->signals_pending | process_pending) & set->__signals;
        if (pending) {
            int number = first_of(pending);
            take(self, number);
            antecede_point();
            return number;
        }
        if (self->handlers_run != handlers) return -EINTR;
        if (deadline && !antecede_remaining(deadline)) return -EAGAIN;
        self->signals_awaited = set->__signals;
        int32_t why =
            antecede_block_cancellable(&never, NULL, deadline, ANTECEDE_WAIT_OTHER, &never);
        self->signals_awaited = 0;
        if (why == ANTECEDE_INTERRUPTED) antecede_cancel_self();
    }
}

REPLACEMENT int sigwait(const sigset_t *restrict set, int *restrict number) {
    int found;
    do found = wait_for_one(set, NULL);
    while (found == -EINTR);
    antecede_write_range(number, sizeof *number);
    *number = found;
    return 0;
}

static int with_information(int found, siginfo_t *information) {
    if (found < 0) {
        errno = -found;
        return -1;
    }
    if (information) {
        *information = (siginfo_t){.si_signo = found, .si_code = SI_USER, .si_pid = getpid()};
        antecede_write_range(information, sizeof *information);
    }
    return found;
}

REPLACEMENT int sigwaitinfo(const sigset_t *restrict set, siginfo_t *restrict information) {
    return with_information(wait_for_one(set, NULL), information);
}

REPLACEMENT int sigtimedwait(const sigset_t *restrict set, siginfo_t *restrict information,
                             const struct timespec *restrict time) {
    if (!time) return sigwaitinfo(set, information);
    struct deadline deadline;
    if (antecede_deadline(&deadline, CLOCK_MONOTONIC, time)) return with_information(-EINVAL, NULL);
    deadline.at_ns += antecede_clock_now(deadline.clock);
    return with_information(wait_for_one(set, &deadline), information);
}
