// Thread attributes: what POSIX lets a program ask of a thread before it exists.

#include "attributes.h"
#include <errno.h>
#include <string.h>

enum { DEFAULT_GUARD_BYTES = 4096 };

static struct attributes defaults = {.guard_bytes = DEFAULT_GUARD_BYTES};

static struct attributes *of(pthread_attr_t *attributes) { return (struct attributes *)attributes; }

static const struct attributes *constant(const pthread_attr_t *attributes) {
    return (const struct attributes *)attributes;
}

const struct attributes *antecede_attributes(const pthread_attr_t *chosen) {
    return chosen ? constant(chosen) : &defaults;
}

REPLACEMENT int pthread_attr_init(pthread_attr_t *attributes) {
    memset(attributes, 0, sizeof *attributes);
    *of(attributes) = defaults;
    return 0;
}

REPLACEMENT int pthread_attr_destroy(pthread_attr_t *attributes) {
    (void)attributes;
    return 0;
}

REPLACEMENT int pthread_setattr_default_np(const pthread_attr_t *attributes) {
    if (constant(attributes)->stack_address) return EINVAL;
    defaults = *constant(attributes);
    return 0;
}

REPLACEMENT int pthread_getattr_default_np(pthread_attr_t *attributes) {
    *of(attributes) = defaults;
    return 0;
}

// The attributes that a living thread has.
REPLACEMENT int pthread_getattr_np(pthread_t handle, pthread_attr_t *attributes) {
    extern char __stack_low[], __stack_high[];
    struct thread *thread = antecede_find(handle);
    if (!thread) return ESRCH;
    int is_main = thread == &antecede_main_thread;
    char *bottom = is_main ? __stack_low : thread->stack_bottom;
    char *top = is_main ? __stack_high : thread->stack_top;
    memset(attributes, 0, sizeof *attributes);
    *of(attributes) = (struct attributes){
        .stack_bytes = (uint32_t)(top - bottom),
        .guard_bytes = thread->guard_bytes,
        .stack_address = bottom,
        .detached = thread->ownership == DETACHED,
        .policy = thread->policy,
        .priority = thread->priority,
    };
    return 0;
}

// ---- Detach state ------------------------------------------------------------------------------

REPLACEMENT int pthread_attr_setdetachstate(pthread_attr_t *attributes, int state) {
    if (state != PTHREAD_CREATE_JOINABLE && state != PTHREAD_CREATE_DETACHED) return EINVAL;
    of(attributes)->detached = state;
    return 0;
}

REPLACEMENT int pthread_attr_getdetachstate(const pthread_attr_t *attributes, int *state) {
    *state = constant(attributes)->detached;
    return 0;
}

// ---- Stack -------------------------------------------------------------------------------------

REPLACEMENT int pthread_attr_setstacksize(pthread_attr_t *attributes, size_t bytes) {
    if (bytes < PTHREAD_STACK_MIN) return EINVAL;
    of(attributes)->stack_bytes = bytes;
    return 0;
}

REPLACEMENT int pthread_attr_getstacksize(const pthread_attr_t *restrict attributes,
                                          size_t *restrict bytes) {
    uint32_t chosen = constant(attributes)->stack_bytes;
    *bytes = chosen ? chosen : antecede_default_stack_bytes();
    return 0;
}

REPLACEMENT int pthread_attr_setstack(pthread_attr_t *attributes, void *lowest, size_t bytes) {
    if (!lowest || bytes < PTHREAD_STACK_MIN) return EINVAL;
    of(attributes)->stack_address = lowest;
    of(attributes)->stack_bytes = bytes;
    return 0;
}

REPLACEMENT int pthread_attr_getstack(const pthread_attr_t *restrict attributes,
                                      void **restrict lowest, size_t *restrict bytes) {
    *lowest = constant(attributes)->stack_address;
    return pthread_attr_getstacksize(attributes, bytes);
}

// Withdrawn from POSIX in 2008: the address is the end from which the stack grows, and the size
// must have been set before.
REPLACEMENT int pthread_attr_setstackaddr(pthread_attr_t *attributes, void *top) {
    uint32_t bytes = constant(attributes)->stack_bytes;
    if (!bytes) return EINVAL;
    of(attributes)->stack_address = (char *)top - bytes;
    return 0;
}

REPLACEMENT int pthread_attr_getstackaddr(const pthread_attr_t *restrict attributes,
                                          void **restrict top) {
    const struct attributes *chosen = constant(attributes);
    *top = chosen->stack_address ? chosen->stack_address + chosen->stack_bytes : NULL;
    return 0;
}

REPLACEMENT int pthread_attr_setguardsize(pthread_attr_t *attributes, size_t bytes) {
    of(attributes)->guard_bytes = bytes;
    return 0;
}

REPLACEMENT int pthread_attr_getguardsize(const pthread_attr_t *restrict attributes,
                                          size_t *restrict bytes) {
    *bytes = constant(attributes)->guard_bytes;
    return 0;
}

// ---- Scheduling: remembered, without effect ----------------------------------------------------

REPLACEMENT int pthread_attr_setinheritsched(pthread_attr_t *attributes, int inherit) {
    if (inherit != PTHREAD_INHERIT_SCHED && inherit != PTHREAD_EXPLICIT_SCHED) return EINVAL;
    of(attributes)->inherit = inherit;
    return 0;
}

REPLACEMENT int pthread_attr_getinheritsched(const pthread_attr_t *restrict attributes,
                                             int *restrict inherit) {
    *inherit = constant(attributes)->inherit;
    return 0;
}

// As on Linux, where threads compete with those of all processes.
REPLACEMENT int pthread_attr_setscope(pthread_attr_t *attributes, int scope) {
    if (scope == PTHREAD_SCOPE_PROCESS) return ENOTSUP;
    if (scope != PTHREAD_SCOPE_SYSTEM) return EINVAL;
    of(attributes)->scope = scope;
    return 0;
}

REPLACEMENT int pthread_attr_getscope(const pthread_attr_t *restrict attributes,
                                      int *restrict scope) {
    *scope = constant(attributes)->scope;
    return 0;
}

REPLACEMENT int pthread_attr_setschedpolicy(pthread_attr_t *attributes, int policy) {
    if (policy != SCHED_OTHER && policy != SCHED_FIFO && policy != SCHED_RR) return EINVAL;
    of(attributes)->policy = policy;
    return 0;
}

REPLACEMENT int pthread_attr_getschedpolicy(const pthread_attr_t *restrict attributes,
                                            int *restrict policy) {
    *policy = constant(attributes)->policy;
    return 0;
}

REPLACEMENT int pthread_attr_setschedparam(pthread_attr_t *restrict attributes,
                                           const struct sched_param *restrict parameters) {
    int policy = constant(attributes)->policy;
    int priority = parameters->sched_priority;
    if (priority < sched_get_priority_min(policy)) return EINVAL;
    if (priority > sched_get_priority_max(policy)) return EINVAL;
    of(attributes)->priority = priority;
    return 0;
}

REPLACEMENT int pthread_attr_getschedparam(const pthread_attr_t *restrict attributes,
                                           struct sched_param *restrict parameters) {
    parameters->sched_priority = constant(attributes)->priority;
    return 0;
}

REPLACEMENT int pthread_attr_setaffinity_np(pthread_attr_t *attributes, size_t bytes,
                                            const cpu_set_t *set) {
    (void)attributes;
    return CPU_COUNT_S(bytes, set) ? 0 : EINVAL;
}

REPLACEMENT int pthread_attr_getaffinity_np(const pthread_attr_t *attributes, size_t bytes,
                                            cpu_set_t *set) {
    (void)attributes;
    return pthread_getaffinity_np(pthread_self(), bytes, set);
}
