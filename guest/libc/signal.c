// What a program asks to be done about signals, and sets of them. They come from the program itself
// and from its alarms (threads/signals.c, threads/alarm.c); none comes from other processes.

#define _GNU_SOURCE
#include "threads/thread.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum { SHELL_SIGNAL_BASE = 128 };

static struct sigaction actions[_NSIG];

// Never called: their addresses are the values SIG_ERR and SIG_IGN.
REPLACEMENT void __SIG_ERR(int number) { (void)number; }

REPLACEMENT void __SIG_IGN(int number) { (void)number; }

static int is_signal(int number) {
    if (number > 0 && number < _NSIG) return 1;
    errno = EINVAL;
    return 0;
}

static int is_ignored_by_default(int number) {
    return number == SIGCHLD || number == SIGCONT || number == SIGURG || number == SIGWINCH;
}

int antecede_has_handler(int number) {
    return actions[number].sa_handler != SIG_DFL && actions[number].sa_handler != SIG_IGN;
}

int antecede_is_ignored(int number) {
    if (actions[number].sa_handler == SIG_IGN) return 1;
    return actions[number].sa_handler == SIG_DFL && is_ignored_by_default(number);
}

static void act_by_default(int number) {
    switch (number) {
    case SIGABRT: antecede_trap(ANTECEDE_TRAP_ABORT, "abort");
    case SIGSEGV: antecede_trap(ANTECEDE_TRAP_ABORT, "raised SIGSEGV");
    case SIGBUS: antecede_trap(ANTECEDE_TRAP_ABORT, "raised SIGBUS");
    case SIGFPE: antecede_trap(ANTECEDE_TRAP_ABORT, "raised SIGFPE");
    case SIGILL: antecede_trap(ANTECEDE_TRAP_ABORT, "raised SIGILL");
    case SIGTRAP: antecede_trap(ANTECEDE_TRAP_ABORT, "raised SIGTRAP");
    default: antecede_proc_exit(SHELL_SIGNAL_BASE + number);
    }
}

// POSIX: the handler runs with its own signal blocked, and those of its sa_mask.
int antecede_act_on_signal(struct thread *self, const siginfo_t *information) {
    int number = information->si_signo;
    struct sigaction action = actions[number];
    if (antecede_is_ignored(number)) return 1;
    if (action.sa_handler == SIG_DFL) {
        act_by_default(number);
        return 1;
    }
    if ((unsigned)action.sa_flags & SA_RESETHAND) actions[number].sa_handler = SIG_DFL;
    uint64_t mask = self->signal_mask;
    self->signal_mask |= action.sa_mask.__signals;
    if (!(action.sa_flags & SA_NODEFER)) self->signal_mask |= signal_bit(number);
    if (action.sa_flags & SA_SIGINFO) {
        siginfo_t own = *information;
        action.sa_sigaction(number, &own, NULL);
    } else {
        antecede_call_as_declared((void *)action.sa_handler, (void *)(intptr_t)number);
    }
    self->signal_mask = mask;
    return (action.sa_flags & SA_RESTART) != 0;
}

// C17 7.22.4.1: the handler of SIGABRT may keep it from ending the program only by not returning.
REPLACEMENT _Noreturn void abort(void) {
    antecede_self->signal_mask &= ~signal_bit(SIGABRT);
    if (actions[SIGABRT].sa_handler != SIG_IGN) raise(SIGABRT);
    antecede_trap(ANTECEDE_TRAP_ABORT, "abort");
}

// POSIX.1-2017, 2.4.3: nothing changes what these two do.
static int is_changeable(int number) {
    if (!is_signal(number)) return 0;
    if (number != SIGKILL && number != SIGSTOP) return 1;
    errno = EINVAL;
    return 0;
}

REPLACEMENT void (*signal(int number, void (*handler)(int)))(int) {
    if (!is_changeable(number)) return SIG_ERR;
    void (*before)(int) = actions[number].sa_handler;
    actions[number] = (struct sigaction){.sa_handler = handler, .sa_flags = SA_RESTART};
    antecede_signals_set_up();
    return before;
}

REPLACEMENT int sigaction(int number, const struct sigaction *restrict action,
                          struct sigaction *restrict before) {
    if (action ? !is_changeable(number) : !is_signal(number)) return -1;
    struct sigaction old = actions[number];
    if (action) actions[number] = *action;
    if (action) antecede_signals_set_up();
    if (before) *before = old;
    if (action) reads(action, sizeof *action);
    if (before) writes(before, sizeof *before);
    return 0;
}

// ---- Sets --------------------------------------------------------------------------------------

REPLACEMENT int sigemptyset(sigset_t *set) {
    *set = (sigset_t){0};
    return 0;
}

REPLACEMENT int sigfillset(sigset_t *set) {
    *set = (sigset_t){~0ull};
    return 0;
}

REPLACEMENT int sigaddset(sigset_t *set, int number) {
    if (!is_signal(number)) return -1;
    set->__signals |= signal_bit(number);
    return 0;
}

REPLACEMENT int sigdelset(sigset_t *set, int number) {
    if (!is_signal(number)) return -1;
    set->__signals &= ~signal_bit(number);
    return 0;
}

REPLACEMENT int sigismember(const sigset_t *set, int number) {
    if (!is_signal(number)) return -1;
    return set->__signals >> (number - 1) & 1;
}

REPLACEMENT int sigandset(sigset_t *to, const sigset_t *a, const sigset_t *b) {
    to->__signals = a->__signals & b->__signals;
    return 0;
}

REPLACEMENT int sigorset(sigset_t *to, const sigset_t *a, const sigset_t *b) {
    to->__signals = a->__signals | b->__signals;
    return 0;
}

REPLACEMENT int sigisemptyset(const sigset_t *set) { return !set->__signals; }

static int change_mask(int how, int number) {
    sigset_t set = {0};
    return sigaddset(&set, number) ? -1 : sigprocmask(how, &set, NULL);
}

REPLACEMENT int sighold(int number) { return change_mask(SIG_BLOCK, number); }

REPLACEMENT int sigrelse(int number) { return change_mask(SIG_UNBLOCK, number); }

REPLACEMENT int sigignore(int number) { return signal(number, SIG_IGN) == SIG_ERR ? -1 : 0; }

// Says SIG_HOLD if the signal was blocked, and takes that to block it.
REPLACEMENT void (*sigset(int number, void (*handler)(int)))(int) {
    if (!is_changeable(number)) return SIG_ERR;
    void (*before)(int) = actions[number].sa_handler;
    if (antecede_self->signal_mask & signal_bit(number)) before = SIG_HOLD;
    if (handler != SIG_HOLD) {
        actions[number] = (struct sigaction){.sa_handler = handler};
        antecede_signals_set_up();
    }
    change_mask(handler == SIG_HOLD ? SIG_BLOCK : SIG_UNBLOCK, number);
    return before;
}

// Remembered, without effect: handlers run on the stack of their thread.
REPLACEMENT int sigaltstack(const stack_t *restrict stack, stack_t *restrict before) {
    static _Thread_local stack_t current = {.ss_flags = SS_DISABLE};
    stack_t old = current;
    if (stack) {
        reads(stack, sizeof *stack);
        if (stack->ss_flags & ~SS_DISABLE) return fail(EINVAL);
        if (!stack->ss_flags && stack->ss_size < MINSIGSTKSZ) return fail(ENOMEM);
        current = *stack;
    }
    if (before) *before = old;
    if (before) writes(before, sizeof *before);
    return 0;
}

REPLACEMENT int siginterrupt(int number, int interrupts) {
    if (!is_signal(number)) return -1;
    if (interrupts) actions[number].sa_flags &= ~SA_RESTART;
    else actions[number].sa_flags |= SA_RESTART;
    return 0;
}
