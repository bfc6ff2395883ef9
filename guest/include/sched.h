// Scheduling: the whole of POSIX <sched.h> and the processor sets of Linux. Priorities, policies
// and affinities are accepted and remembered; the schedule is the host's.

#ifndef _SCHED_H
#define _SCHED_H

#define __NEED_struct_timespec
#define __NEED_pid_t
#define __NEED_time_t
#define __NEED_size_t
#include <features.h>

#include <bits/alltypes.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SCHED_OTHER 0
#define SCHED_FIFO 1
#define SCHED_RR 2
#define SCHED_BATCH 3
#define SCHED_IDLE 5
#define SCHED_RESET_ON_FORK 0x40000000

struct sched_param {
    int sched_priority;
};

int sched_yield(void);
int sched_get_priority_max(int);
int sched_get_priority_min(int);
int sched_getparam(pid_t, struct sched_param *);
int sched_setparam(pid_t, const struct sched_param *);
int sched_getscheduler(pid_t);
int sched_setscheduler(pid_t, int, const struct sched_param *);
int sched_rr_get_interval(pid_t, struct timespec *);

#define CPU_SETSIZE 1024

typedef struct cpu_set_t {
    unsigned long __bits[CPU_SETSIZE / 8 / sizeof(long)];
} cpu_set_t;

int sched_getcpu(void);
int getcpu(unsigned *, unsigned *);
cpu_set_t *__sched_cpualloc(size_t);
void __sched_cpufree(cpu_set_t *);
int clone(int (*)(void *), void *, int, void *, ...);
int unshare(int);
int sched_getaffinity(pid_t, size_t, cpu_set_t *);
int sched_setaffinity(pid_t, size_t, const cpu_set_t *);
int __sched_cpucount(size_t, const cpu_set_t *);

#define __CPU_BITS (8 * sizeof(unsigned long))
#define __CPU_WORD(cpu, set) (((unsigned long *)(set))[(cpu) / __CPU_BITS])
#define __CPU_BIT(cpu) (1UL << ((cpu) % __CPU_BITS))

#define CPU_SET_S(cpu, size, set) \
    ((void)((cpu) / 8U < (size) ? __CPU_WORD(cpu, set) |= __CPU_BIT(cpu) : 0))
#define CPU_CLR_S(cpu, size, set) \
    ((void)((cpu) / 8U < (size) ? __CPU_WORD(cpu, set) &= ~__CPU_BIT(cpu) : 0))
#define CPU_ISSET_S(cpu, size, set) \
    ((cpu) / 8U < (size) && (__CPU_WORD(cpu, set) & __CPU_BIT(cpu)) != 0)
#define CPU_ZERO_S(size, set) __builtin_memset(set, 0, size)
#define CPU_COUNT_S(size, set) __sched_cpucount(size, set)
#define CPU_EQUAL_S(size, a, b) (!__builtin_memcmp(a, b, size))
#define CPU_ALLOC_SIZE(count) (((count) + __CPU_BITS - 1) / __CPU_BITS * sizeof(unsigned long))

#define CPU_ALLOC(count) __sched_cpualloc(CPU_ALLOC_SIZE(count))
#define CPU_FREE(set) __sched_cpufree(set)

#define __CPU_EACH(size, to, a, b, operation) \
    do { \
        for (size_t __word = 0; __word < (size) / sizeof(unsigned long); __word++) \
            (to)->__bits[__word] = (a)->__bits[__word] operation (b)->__bits[__word]; \
    } while (0)
#define CPU_AND_S(size, to, a, b) __CPU_EACH(size, to, a, b, &)
#define CPU_OR_S(size, to, a, b) __CPU_EACH(size, to, a, b, |)
#define CPU_XOR_S(size, to, a, b) __CPU_EACH(size, to, a, b, ^)

#define CPU_SET(cpu, set) CPU_SET_S(cpu, sizeof(cpu_set_t), set)
#define CPU_CLR(cpu, set) CPU_CLR_S(cpu, sizeof(cpu_set_t), set)
#define CPU_ISSET(cpu, set) CPU_ISSET_S(cpu, sizeof(cpu_set_t), set)
#define CPU_ZERO(set) CPU_ZERO_S(sizeof(cpu_set_t), set)
#define CPU_COUNT(set) CPU_COUNT_S(sizeof(cpu_set_t), set)
#define CPU_EQUAL(a, b) CPU_EQUAL_S(sizeof(cpu_set_t), a, b)
#define CPU_AND(to, a, b) CPU_AND_S(sizeof(cpu_set_t), to, a, b)
#define CPU_OR(to, a, b) CPU_OR_S(sizeof(cpu_set_t), to, a, b)
#define CPU_XOR(to, a, b) CPU_XOR_S(sizeof(cpu_set_t), to, a, b)

#ifdef __cplusplus
}
#endif

#endif
