// Functions that take structures and constants as glibc's headers have them, for sources that were
// preprocessed with these (guest/include/antecede-glibc.h).

#define _GNU_SOURCE
#include "intercept.h"
#include "threads/thread.h"
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>

// ---- Time --------------------------------------------------------------------------------------

// Ours has a field more.
enum { GLIBC_TM_BYTES = offsetof(struct tm, __tm_nsec) };

static void *give_time(void *to, const struct tm *result, const time_t *time) {
    if (result) __real_memcpy(to, result, GLIBC_TM_BYTES);
    reads(time, sizeof *time);
    if (!result) return NULL;
    writes(to, GLIBC_TM_BYTES);
    return to;
}

REPLACEMENT void *antecede_glibc_localtime_r(const time_t *time, void *to) {
    struct tm result;
    return give_time(to, localtime_r(time, &result), time);
}

REPLACEMENT void *antecede_glibc_gmtime_r(const time_t *time, void *to) {
    struct tm result;
    return give_time(to, gmtime_r(time, &result), time);
}

// ---- Signals and jumps -------------------------------------------------------------------------

// What stands for no handler is a number there, and the address of a function here. The linker
// leaves the lowest of these free.
static const struct {
    uintptr_t of_glibc;
    void (*own)(int);
} no_handlers[] = {{(uintptr_t)-1, SIG_ERR}, {1, SIG_IGN}, {2, SIG_HOLD}};

enum { NO_HANDLERS = sizeof no_handlers / sizeof *no_handlers };

static void (*own_handler(uintptr_t handler))(int) {
    for (int i = 0; i < NO_HANDLERS; i++)
        if (handler == no_handlers[i].of_glibc) return no_handlers[i].own;
    return (void (*)(int))handler;
}

static uintptr_t glibc_handler(void (*handler)(int)) {
    for (int i = 0; i < NO_HANDLERS; i++)
        if (handler == no_handlers[i].own) return no_handlers[i].of_glibc;
    return (uintptr_t)handler;
}

REPLACEMENT uintptr_t antecede_glibc_signal(int number, uintptr_t handler) {
    return glibc_handler(signal(number, own_handler(handler)));
}

REPLACEMENT uintptr_t antecede_glibc_sigset(int number, uintptr_t handler) {
    return glibc_handler(sigset(number, own_handler(handler)));
}

// A set of 1024 signals, of which we have the first 64.
struct glibc_sigaction {
    uintptr_t handler;
    uint32_t mask[32];
    int flags;
    void (*restorer)(void);
};

REPLACEMENT int antecede_glibc_sigaction(int signal, const struct glibc_sigaction *action,
                                         struct glibc_sigaction *before) {
    struct sigaction own, own_before;
    if (action) {
        reads(action, sizeof *action);
        own = (struct sigaction){.sa_flags = action->flags};
        own.sa_handler = own_handler(action->handler);
        __real_memcpy(&own.sa_mask, action->mask, sizeof own.sa_mask);
    }
    int result = sigaction(signal, action ? &own : NULL, &own_before);
    if (result || !before) return result;
    *before = (struct glibc_sigaction){
        .handler = glibc_handler(own_before.sa_handler),
        .flags = own_before.sa_flags,
    };
    __real_memcpy(before->mask, &own_before.sa_mask, sizeof own_before.sa_mask);
    writes(before, sizeof *before);
    return 0;
}

REPLACEMENT _Noreturn void antecede_glibc_siglongjmp(struct __jmp_buf_tag *place, int value) {
    __antecede_restore_mask(place);
    longjmp(place, value);
}

// ---- pthread_cleanup_push ----------------------------------------------------------------------

// The buffer, a local variable of the caller's, has room for what we keep of the handler.
void antecede_register_cancel(void *buffer, void (*function)(void *), void *argument) {
    _pthread_cleanup_push(buffer, function, argument);
}

// That the handler runs, if it is to run, is the caller's to do.
REPLACEMENT void __pthread_unregister_cancel(void *buffer) { _pthread_cleanup_pop(buffer, 0); }
