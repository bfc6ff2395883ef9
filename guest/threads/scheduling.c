// Yielding, and the scheduling parameters of POSIX and Linux: accepted, checked, remembered,
// without effect on the schedule, which is the host's.

#define _GNU_SOURCE
#include "thread.h"
#include <errno.h>
#include <stdlib.h>
#include <threads.h>
#include <unistd.h>

enum { LAST_REALTIME_PRIORITY = 99, TIME_SLICE_NS = 100000000 };

static int concurrency;

static int is_realtime(int policy) { return policy == SCHED_FIFO || policy == SCHED_RR; }

static int is_policy(int policy) {
    return is_realtime(policy) || policy == SCHED_OTHER || policy == SCHED_BATCH ||
           policy == SCHED_IDLE;
}

REPLACEMENT int sched_yield(void) {
    // Until an alarm goes off there is something to wait for.
    if (antecede_signals_on_the_way || !antecede_yield_alone()) antecede_yield();
    if (antecede_signals_on_the_way) antecede_deliver_signals();
    return 0;
}

REPLACEMENT int pthread_yield(void) { return sched_yield(); }

REPLACEMENT void thrd_yield(void) { sched_yield(); }

REPLACEMENT int sched_get_priority_max(int policy) {
    if (!is_policy(policy)) return fail(EINVAL);
    return is_realtime(policy) ? LAST_REALTIME_PRIORITY : 0;
}

REPLACEMENT int sched_get_priority_min(int policy) {
    if (!is_policy(policy)) return fail(EINVAL);
    return is_realtime(policy);
}

static int are_parameters(int policy, const struct sched_param *parameters) {
    return is_policy(policy) && parameters->sched_priority >= sched_get_priority_min(policy) &&
           parameters->sched_priority <= sched_get_priority_max(policy);
}

REPLACEMENT int pthread_setschedparam(pthread_t handle, int policy,
                                      const struct sched_param *parameters) {
    struct thread *thread = antecede_find(handle);
    if (!thread) return ESRCH;
    if (!are_parameters(policy, parameters)) return EINVAL;
    thread->policy = policy;
    thread->priority = parameters->sched_priority;
    return 0;
}

REPLACEMENT int pthread_getschedparam(pthread_t handle, int *restrict policy,
                                      struct sched_param *restrict parameters) {
    struct thread *thread = antecede_find(handle);
    if (!thread) return ESRCH;
    *policy = thread->policy;
    parameters->sched_priority = thread->priority;
    return 0;
}

REPLACEMENT int pthread_setschedprio(pthread_t handle, int priority) {
    struct thread *thread = antecede_find(handle);
    if (!thread) return ESRCH;
    struct sched_param parameters = {.sched_priority = priority};
    return pthread_setschedparam(handle, thread->policy, &parameters);
}

REPLACEMENT int pthread_setconcurrency(int level) {
    if (level < 0) return EINVAL;
    concurrency = level;
    return 0;
}

REPLACEMENT int pthread_getconcurrency(void) { return concurrency; }

// ---- By id: 0, the thread's own and that of the process mean the calling thread ---------------

static int is_self(pid_t id) {
    pid_t process = gettid() - antecede_self->number;
    return id == 0 || id == gettid() || id == process;
}

// As on Linux, where no id is below 0.
static int no_such(pid_t id) { return fail(id < 0 ? EINVAL : ESRCH); }

REPLACEMENT int sched_setscheduler(pid_t id, int policy, const struct sched_param *parameters) {
    if (!is_self(id)) return no_such(id);
    int before = antecede_self->policy;
    int error = pthread_setschedparam(pthread_self(), policy, parameters);
    return error ? fail(error) : before;
}

REPLACEMENT int sched_getscheduler(pid_t id) {
    return is_self(id) ? antecede_self->policy : no_such(id);
}

REPLACEMENT int sched_setparam(pid_t id, const struct sched_param *parameters) {
    return sched_setscheduler(id, antecede_self->policy, parameters) < 0 ? -1 : 0;
}

REPLACEMENT int sched_getparam(pid_t id, struct sched_param *parameters) {
    if (!is_self(id)) return no_such(id);
    parameters->sched_priority = antecede_self->priority;
    return 0;
}

REPLACEMENT int sched_rr_get_interval(pid_t id, struct timespec *interval) {
    if (!is_self(id)) return no_such(id);
    *interval = (struct timespec){.tv_nsec = TIME_SLICE_NS};
    return 0;
}

// ---- Affinity: one processor, which is all that there is ---------------------------------------

REPLACEMENT int sched_getcpu(void) { return 0; }

REPLACEMENT cpu_set_t *__sched_cpualloc(size_t bytes) { return malloc(bytes); }

REPLACEMENT void __sched_cpufree(cpu_set_t *set) { free(set); }

REPLACEMENT int __sched_cpucount(size_t bytes, const cpu_set_t *set) {
    int count = 0;
    for (size_t at = 0; at < bytes; at++) count += __builtin_popcount(((const uint8_t *)set)[at]);
    return count;
}

REPLACEMENT int pthread_setaffinity_np(pthread_t handle, size_t bytes, const cpu_set_t *set) {
    if (!antecede_find(handle)) return ESRCH;
    return CPU_COUNT_S(bytes, set) ? 0 : EINVAL;
}

REPLACEMENT int pthread_getaffinity_np(pthread_t handle, size_t bytes, cpu_set_t *set) {
    if (!antecede_find(handle)) return ESRCH;
    if (bytes < sizeof(unsigned long)) return EINVAL;
    CPU_ZERO_S(bytes, set);
    CPU_SET_S(0, bytes, set);
    return 0;
}

REPLACEMENT int sched_setaffinity(pid_t id, size_t bytes, const cpu_set_t *set) {
    if (!is_self(id)) return no_such(id);
    int error = pthread_setaffinity_np(pthread_self(), bytes, set);
    return error ? fail(error) : 0;
}

REPLACEMENT int sched_getaffinity(pid_t id, size_t bytes, cpu_set_t *set) {
    if (!is_self(id)) return no_such(id);
    int error = pthread_getaffinity_np(pthread_self(), bytes, set);
    return error ? fail(error) : 0;
}
