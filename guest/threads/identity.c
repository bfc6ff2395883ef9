// Who a thread is: handles, names, and the functions of POSIX that act on a thread from outside.

#include "thread.h"
#include <errno.h>
#include <string.h>

int32_t antecede_current_thread(void) { return antecede_self->number; }

REPLACEMENT pthread_t pthread_self(void) { return antecede_self->handle; }

REPLACEMENT int pthread_equal(pthread_t a, pthread_t b) { return a == b; }

REPLACEMENT int pthread_setname_np(pthread_t handle, const char *name) {
    struct thread *thread = antecede_find(handle);
    if (!thread) return ESRCH;
    size_t length = strlen(name);
    if (length >= sizeof thread->name) return ERANGE;
    memcpy(thread->name, name, length + 1);
    antecede_thread_name(thread->number, thread->name);
    return 0;
}

REPLACEMENT int pthread_getname_np(pthread_t handle, char *name, size_t bytes) {
    struct thread *thread = antecede_find(handle);
    if (!thread) return ESRCH;
    size_t needed = strlen(thread->name) + 1;
    if (bytes < needed) return ERANGE;
    memcpy(name, thread->name, needed);
    antecede_write_range(name, needed);
    return 0;
}

REPLACEMENT int pthread_getcpuclockid(pthread_t handle, clockid_t *clock) {
    if (!antecede_find(handle)) return ESRCH;
    *clock = CLOCK_THREAD_CPUTIME_ID;
    return 0;
}

// There is no fork that could run them.
REPLACEMENT int pthread_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void)) {
    (void)prepare, (void)parent, (void)child;
    return 0;
}
