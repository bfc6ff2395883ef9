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

// ---- What is told of each signal ---------------------------------------------------------------

enum { OF_PROCESS = -1, QUEUE_LIMIT = 256 };

// In the order in which they were sent. A thread is its number, which no other thread gets later.
static struct {
    int32_t thread; // or OF_PROCESS
    siginfo_t information;
} queue[QUEUE_LIMIT];

static int queued;

static int32_t holder_of(const struct thread *thread) { return thread ? thread->number : OF_PROCESS; }

static int find_queued(int32_t thread, int number) {
    int at = 0;
    while (at < queued &&
           (queue[at].thread != thread || queue[at].information.si_signo != number)) {
        at++;
    }
    return at;
}

static siginfo_t leave_queue(int32_t thread, int number) {
    int at = find_queued(thread, number);
    siginfo_t first = queue[at].information;
    queued--;
    memmove(queue + at, queue + at + 1, (size_t)(queued - at) * sizeof *queue);
    return first;
}

static siginfo_t take(struct thread *self, int number) {
    int is_own = (self->signals_pending & signal_bit(number)) != 0;
    uint64_t *pending = is_own ? &self->signals_pending : &process_pending;
    int32_t holder = holder_of(is_own ? self : NULL);
    siginfo_t information = leave_queue(holder, number);
    if (find_queued(holder, number) == queued) *pending &= ~signal_bit(number);
    if (information.si_code == SI_TIMER) antecede_timer_delivers(&information);
    look_for_more();
    antecede_acquire(&sent);
    return information;
}

void antecede_deliver_signals(void) {
    struct thread *self = antecede_self;
    antecede_alarm_look();
    for (uint64_t signals; (signals = due(self));) {
        int number = first_of(signals);
        siginfo_t information = take(self, number);
        int restarts = antecede_act_on_signal(self, &information);
        self->handlers_run++;
        if (!restarts) self->handlers_interrupting++;
    }
}

// ---- Faults ------------------------------------------------------------------------------------

// A handler may leave by a jump, or end the process. If it returns, what faulted natively faults again
// and again, for it has not happened yet; here the fault ends the run, as it does without a handler.
static void act_on_fault(const siginfo_t *information) {
    struct thread *self = antecede_self;
    int number = information->si_signo;
    int is_blocked = (self->signal_mask & signal_bit(number)) != 0;
    if (!is_blocked && antecede_has_handler(number)) antecede_act_on_signal(self, information);
}

// A thread without stack has none for a handler either.
void antecede_fault(int32_t kind, uint32_t address, int32_t access) {
    (void)access;
    int overflown = antecede_has_overflown();
    if (!overflown) {
        act_on_fault(&(siginfo_t){
            .si_signo = SIGSEGV,
            .si_code = SEGV_MAPERR,
            .si_addr = (void *)(uintptr_t)address,
        });
    }
    antecede_end_by_fault(kind, address, overflown);
}

/**
 * Clang calls it before a division by zero in code that is judged as written (compile.ts): the
 * optimizer could make anything of the division itself.
 */
_Noreturn void __ubsan_handle_divrem_overflow_minimal_abort(void) {
    static volatile int zero;
    act_on_fault(&(siginfo_t){.si_signo = SIGFPE, .si_code = FPE_INTDIV});
    zero = 2 / zero;
    __builtin_unreachable();
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

// POSIX.1-2017, 2.4.1: of the signals from SIGRTMIN on each is kept, of the others one; on Linux also
// one of each timer. Returns 0, or EAGAIN.
static int keep(struct thread *thread, const siginfo_t *information) {
    uint64_t *pending = thread ? &thread->signals_pending : &process_pending;
    uint64_t bit = signal_bit(information->si_signo);
    int is_queued = information->si_signo >= SIGRTMIN || information->si_code == SI_TIMER;
    if ((*pending & bit) && !is_queued) return 0;
    if (queued == QUEUE_LIMIT) return EAGAIN;
    queue[queued].thread = holder_of(thread);
    queue[queued++].information = *information;
    *pending |= bit;
    return 0;
}

static int send(struct thread *thread, siginfo_t information) {
    int number = information.si_signo;
    // Of a timer the sender is who has set it, not who notices that it goes off.
    if (information.si_code != SI_TIMER && information.si_code != SI_KERNEL) {
        antecede_release_merge(&sent);
    }
    if (!thread) thread = any_that_takes(number);
    int is_blocked = !thread || (thread->signal_mask & signal_bit(number));
    if (!is_blocked && antecede_is_ignored(number)) return 0;
    if (keep(thread, &information)) return EAGAIN;
    if (!thread || !takes(thread, number)) return 0;
    antecede_signals_on_the_way = 1;
    if (thread == antecede_self) return 0;
    // What ends the process ends it now.
    if (!is_blocked && !antecede_has_handler(number)) antecede_act_on_signal(thread, &information);
    if (thread->waiting == NOT_WAITING) return 0;
    antecede_interrupt(thread == &antecede_main_thread ? NULL : thread);
    return 0;
}

static siginfo_t information_of(int number, int code, union sigval value) {
    return (siginfo_t){
        .si_signo = number,
        .si_code = code,
        .si_pid = getpid(),
        .si_uid = getuid(),
        .si_value = value,
    };
}

static const union sigval NO_VALUE;

static int is_queued_by_timer(int32_t timer) {
    int at = 0;
    while (at < queued && (queue[at].information.si_code != SI_TIMER ||
                           queue[at].information.si_timerid != timer)) {
        at++;
    }
    return at < queued;
}

int antecede_send_to_process(const siginfo_t *signal) {
    if (signal->si_code == SI_TIMER && is_queued_by_timer(signal->si_timerid)) return 0;
    send(NULL, *signal);
    return 1;
}

static int is_signal(int number) { return number > 0 && number < _NSIG; }

int antecede_is_event(const struct sigevent *event) {
    switch (event->sigev_notify) {
    case SIGEV_NONE: return 1;
    case SIGEV_THREAD: return event->sigev_notify_function != NULL;
    case SIGEV_SIGNAL: return is_signal(event->sigev_signo);
    default: return 0;
    }
}

REPLACEMENT int pthread_kill(pthread_t handle, int number) {
    if (number && !is_signal(number)) return EINVAL;
    struct thread *thread = antecede_find(handle);
    if (!thread) return ESRCH;
    if (number && !thread->done) send(thread, information_of(number, SI_TKILL, NO_VALUE));
    antecede_point();
    return 0;
}

// Besides this process there is its parent, which isn't the user's.
static int refuse(pid_t process) {
    errno = process == getppid() ? EPERM : ESRCH;
    return -1;
}

static struct thread *thread_of(pid_t id) {
    uint32_t position = 0;
    struct thread *thread = antecede_next_thread(&position);
    while (thread && getpid() + thread->number != id) thread = antecede_next_thread(&position);
    return thread;
}

// By ids as gettid() has them.
REPLACEMENT int tgkill(pid_t process, pid_t id, int number) {
    if (process != getpid()) return refuse(process);
    struct thread *thread = thread_of(id);
    int error = thread ? pthread_kill(thread->handle, number) : ESRCH;
    if (error) errno = error;
    return error ? -1 : 0;
}

REPLACEMENT int pthread_sigqueue(pthread_t handle, int number, union sigval value) {
    if (number && !is_signal(number)) return EINVAL;
    struct thread *thread = antecede_find(handle);
    if (!thread) return ESRCH;
    int error = 0;
    if (number && !thread->done) error = send(thread, information_of(number, SI_QUEUE, value));
    antecede_point();
    return error;
}

REPLACEMENT int raise(int number) {
    if (!number) return 0;
    if (!is_signal(number)) {
        errno = EINVAL;
        return -1;
    }
    send(antecede_self, information_of(number, SI_TKILL, NO_VALUE));
    antecede_deliver_signals();
    return 0;
}

static int send_to_process(int number, int code, union sigval value) {
    int error = number && !is_signal(number) ? EINVAL : 0;
    if (number && !error) error = send(NULL, information_of(number, code, value));
    if (error) errno = error;
    antecede_point();
    return error ? -1 : 0;
}

// 0 and the negative number of a group mean the processes of the group.
REPLACEMENT int kill(pid_t process, int number) {
    int is_own = process == getpid() || process == 0 || process == -getpgrp();
    return is_own ? send_to_process(number, SI_USER, NO_VALUE) : refuse(process);
}

REPLACEMENT int killpg(pid_t group, int number) { return kill(-group, number); }

REPLACEMENT int sigqueue(pid_t process, int number, union sigval value) {
    if (process != getpid()) return refuse(process);
    return send_to_process(number, SI_QUEUE, value);
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
static int wait_for_one(const sigset_t *set, const struct deadline *deadline,
                        siginfo_t *information) {
    struct thread *self = antecede_self;
    pthread_testcancel();
    uint32_t handlers = self->handlers_run;
    for (;;) {
        antecede_alarm_look();
        uint64_t pending = (self->signals_pending | process_pending) & set->__signals;
        if (pending) {
            int number = first_of(pending);
            *information = take(self, number);
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
    siginfo_t information;
    do found = wait_for_one(set, NULL, &information);
    while (found == -EINTR);
    antecede_write_range(number, sizeof *number);
    *number = found;
    return 0;
}

static int wait_for_information(const sigset_t *set, const struct deadline *deadline,
                                siginfo_t *to) {
    siginfo_t information;
    int found = wait_for_one(set, deadline, &information);
    if (found < 0) {
        errno = -found;
        return -1;
    }
    if (to) {
        *to = information;
        antecede_write_range(to, sizeof *to);
    }
    return found;
}

REPLACEMENT int sigwaitinfo(const sigset_t *restrict set, siginfo_t *restrict information) {
    return wait_for_information(set, NULL, information);
}

REPLACEMENT int sigtimedwait(const sigset_t *restrict set, siginfo_t *restrict information,
                             const struct timespec *restrict time) {
    if (!time) return sigwaitinfo(set, information);
    struct deadline deadline;
    int error = antecede_read_deadline(&deadline, CLOCK_MONOTONIC, time);
    if (error) {
        errno = error;
        return -1;
    }
    deadline.at_ns += antecede_clock_now(deadline.clock);
    return wait_for_information(set, &deadline, information);
}
