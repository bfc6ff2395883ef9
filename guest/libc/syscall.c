// syscall(2) for the few calls that programs make by number, above all futex.

#define _GNU_SOURCE
#include "threads/thread.h"
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <stdarg.h>
#include <sched.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const int64_t NANOSECONDS = 1000000000;

static long failed(int error) {
    errno = error;
    return -1;
}

static int64_t nanoseconds(const struct timespec *time) {
    return time->tv_sec * NANOSECONDS + time->tv_nsec;
}

// FUTEX_WAIT has a duration, FUTEX_WAIT_BITSET a point in time.
static int64_t timeout_of(int operation, const struct timespec *time) {
    if (!time) return -1;
    if ((operation & 0x7f) == FUTEX_WAIT) return nanoseconds(time);
    struct timespec now;
    clock_gettime(operation & FUTEX_CLOCK_REALTIME ? CLOCK_REALTIME : CLOCK_MONOTONIC, &now);
    int64_t left = nanoseconds(time) - nanoseconds(&now);
    return left > 0 ? left : 0;
}

// A futex orders nothing by itself: that is left to the program's atomics, as in C11.
static long futex(uint32_t *word, int operation, uint32_t value, const struct timespec *time) {
    switch (operation & 0x7f) {
    case FUTEX_WAIT:
    case FUTEX_WAIT_BITSET:
        switch (antecede_wait(word, value, timeout_of(operation, time), ANTECEDE_WAIT_FUTEX,
                              word)) {
        case ANTECEDE_CHANGED: return failed(EAGAIN);
        case ANTECEDE_TIMED_OUT: return failed(ETIMEDOUT);
        case ANTECEDE_INTERRUPTED: return failed(EINTR);
        default: return 0;
        }
    case FUTEX_WAKE:
    case FUTEX_WAKE_BITSET: {
        int32_t woken = antecede_wake(word, value > INT_MAX ? INT_MAX : (int32_t)value);
        antecede_point();
        return woken;
    }
    // The waiters that would be moved to another word wake up and wait there by themselves.
    case FUTEX_REQUEUE:
    case FUTEX_CMP_REQUEUE: {
        int32_t woken = antecede_wake(word, -1);
        antecede_point();
        return woken;
    }
    default: antecede_unsupported("this futex operation");
    }
}

static int number_of_arguments(long number) {
    switch (number) {
    case SYS_futex: return 4;
    case SYS_getrandom:
    case SYS_tgkill: return 3;
    case SYS_clock_gettime:
    case SYS_getcpu:
    case SYS_tkill: return 2;
    case SYS_exit_group: return 1;
    default: return 0;
    }
}

static _Noreturn void refuse(long number) {
    static char name[32];
    snprintf(name, sizeof name, "system call %ld", number);
    antecede_unsupported(name);
}

REPLACEMENT long syscall(long number, ...) {
    va_list arguments;
    va_start(arguments, number);
    uintptr_t a[4] = {0};
    int count = number_of_arguments(number);
    for (int i = 0; i < count; i++) a[i] = va_arg(arguments, uintptr_t);
    va_end(arguments);
    switch (number) {
    case SYS_futex: return futex((uint32_t *)a[0], (int)a[1], a[2], (struct timespec *)a[3]);
    case SYS_gettid: return gettid();
    case SYS_getpid: return getpid();
    case SYS_sched_yield: return sched_yield();
    case SYS_getrandom: return getrandom((void *)a[0], a[1], a[2]);
    case SYS_clock_gettime: return clock_gettime((clockid_t)a[0], (struct timespec *)a[1]);
    case SYS_exit_group: antecede_proc_exit((int32_t)a[0]);
    case SYS_getcpu: return getcpu((unsigned *)a[0], (unsigned *)a[1]);
    case SYS_tkill: return tgkill(getpid(), (pid_t)a[0], (int)a[1]);
    case SYS_tgkill: return tgkill((pid_t)a[0], (pid_t)a[1], (int)a[2]);
    default: refuse(number);
    }
}

REPLACEMENT int prctl(int operation, ...) {
    va_list arguments;
    va_start(arguments, operation);
    if (operation == PR_SET_NAME) {
        const char *name = va_arg(arguments, const char *);
        char own[sizeof antecede_self->name];
        reads_string_up_to(name, sizeof own);
        snprintf(own, sizeof own, "%s", name);
        pthread_setname_np(pthread_self(), own);
    }
    if (operation == PR_GET_NAME) {
        pthread_getname_np(pthread_self(), va_arg(arguments, char *), sizeof antecede_self->name);
    }
    va_end(arguments);
    return 0;
}
