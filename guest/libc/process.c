// How a process ends.

#define _GNU_SOURCE
#include "threads/thread.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

_Noreturn void __real_exit(int);
int __cxa_atexit(void (*)(void *), void *, void *);
int __real_fflush(FILE *);
int __real_fputs(const char *restrict, FILE *restrict);
int __real_snprintf(char *, size_t, const char *, ...);

// ThreadSanitizer's: the program's last word, which is told whether there are findings.
__attribute__((weak)) int __tsan_on_finalize(int failed);

enum { MAIN_THREAD = 0 };

int antecede_exit_code;

// Threads that still run when main ends are given a chance, so that a schedule can't hide their
// races; atexit handlers come after them. The thread-local objects of the caller go first
// ([basic.start.term]/2).
REPLACEMENT _Noreturn void exit(int code) {
    antecede_run_thread_local_destructors(antecede_self);
    if (antecede_current_thread() == MAIN_THREAD) {
        if (antecede_end_timers) antecede_end_timers();
        antecede_drain(ANTECEDE_EXIT_CALLED);
    }
    antecede_is_exiting = 1;
    antecede_exit_code = code;
    __real_exit(code);
}

_Noreturn void antecede_end_process(int32_t code) {
    static int is_finalized;
    if (__tsan_on_finalize && !is_finalized) {
        is_finalized = 1;
        __tsan_on_finalize(antecede_option(ANTECEDE_OPTION_HAS_FINDINGS));
        // What it said: all else was flushed before, if this is an exit that flushes.
        if (antecede_is_exiting) __real_fflush(NULL);
    }
    antecede_proc_exit(code);
}

// ---- Handlers ----------------------------------------------------------------------------------

static void call_plain_handler(void *function) { antecede_call_as_declared(function, NULL); }

REPLACEMENT int atexit(void (*function)(void)) {
    return __cxa_atexit(call_plain_handler, (void *)function, NULL);
}

struct handler {
    void (*function)(int, void *);
    void *argument;
};

static void call_handler(void *p) {
    struct handler handler = *(struct handler *)p;
    handler.function(antecede_exit_code, handler.argument);
}

REPLACEMENT int on_exit(void (*function)(int, void *), void *argument) {
    struct handler *handler = antecede_private_allocate(sizeof *handler);
    if (!handler) return -1;
    *handler = (struct handler){function, argument};
    return __cxa_atexit(call_handler, handler, NULL);
}

// ---- The end -----------------------------------------------------------------------------------

REPLACEMENT _Noreturn void _Exit(int code) { antecede_end_process(code); }

REPLACEMENT _Noreturn void _exit(int code) { antecede_end_process(code); }

REPLACEMENT _Noreturn void __wasi_proc_exit(uint32_t code) { antecede_end_process((int32_t)code); }

REPLACEMENT _Noreturn void __assert_fail(const char *expression, const char *file, int line,
                                         const char *function) {
    static char message[1024];
    __real_snprintf(message, sizeof message, "Assertion failed: %s (%s: %s: %d)", expression, file,
                    function, line);
    __real_fflush(NULL);
    __real_fputs(message, stderr);
    __real_fputs("\n", stderr);
    // C17 7.2.1.1: it calls abort, whose signal a handler may catch; if that returns, this ends.
    antecede_self->signal_mask &= ~signal_bit(SIGABRT);
    if (antecede_has_handler(SIGABRT)) raise(SIGABRT);
    antecede_trap(ANTECEDE_TRAP_ASSERTION, message);
}
