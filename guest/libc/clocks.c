// Clocks of virtual time. CPU time is virtual time too: it passes only where the program waits.

#define _GNU_SOURCE
#include "intercept.h"
#include <errno.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

enum { NANOSECONDS = 1000000000, TICKS_A_SECOND = 100 };

// libc++'s own objects were compiled against wasi-libc's clockid_t, the address of one of these.
extern const char _CLOCK_REALTIME, _CLOCK_MONOTONIC;

static int is_wasi_realtime(clockid_t clock) {
    return clock == (clockid_t)(uintptr_t)&_CLOCK_REALTIME;
}

static int is_clock(clockid_t clock) {
    if (is_wasi_realtime(clock) || clock == (clockid_t)(uintptr_t)&_CLOCK_MONOTONIC) return 1;
    return clock >= 0 && clock <= CLOCK_TAI;
}

static int is_realtime(clockid_t clock) {
    return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI ||
           is_wasi_realtime(clock);
}

static int64_t now(clockid_t clock) {
    return antecede_clock_now(is_realtime(clock) ? ANTECEDE_REALTIME : ANTECEDE_MONOTONIC);
}

static struct timespec timespec_of(int64_t ns) {
    return (struct timespec){.tv_sec = ns / NANOSECONDS, .tv_nsec = ns % NANOSECONDS};
}

REPLACEMENT int clock_gettime(clockid_t clock, struct timespec *result) {
    if (!is_clock(clock)) {
        errno = EINVAL;
        return -1;
    }
    *result = timespec_of(now(clock));
    writes(result, sizeof *result);
    return 0;
}

REPLACEMENT int clock_getres(clockid_t clock, struct timespec *result) {
    if (!is_clock(clock)) {
        errno = EINVAL;
        return -1;
    }
    if (!result) return 0;
    *result = timespec_of(1);
    writes(result, sizeof *result);
    return 0;
}

// The time of all processes is that of this one.
REPLACEMENT int clock_getcpuclockid(pid_t process, clockid_t *result) {
    if (process && process != getpid()) return ESRCH;
    *result = CLOCK_PROCESS_CPUTIME_ID;
    writes(result, sizeof *result);
    return 0;
}

// The time zone is always UTC.
REPLACEMENT void tzset(void) {}

REPLACEMENT int timespec_get(struct timespec *result, int base) {
    if (base != TIME_UTC) return 0;
    clock_gettime(CLOCK_REALTIME, result);
    return base;
}

REPLACEMENT time_t time(time_t *result) {
    time_t seconds = now(CLOCK_REALTIME) / NANOSECONDS;
    if (result) {
        *result = seconds;
        writes(result, sizeof *result);
    }
    return seconds;
}

REPLACEMENT int gettimeofday(struct timeval *restrict result, void *restrict zone) {
    int64_t ns = now(CLOCK_REALTIME);
    (void)zone;
    *result = (struct timeval){.tv_sec = ns / NANOSECONDS, .tv_usec = ns % NANOSECONDS / 1000};
    writes(result, sizeof *result);
    return 0;
}

static int64_t since_start(void) {
    enum { MONOTONIC_START = NANOSECONDS };
    return now(CLOCK_MONOTONIC) - MONOTONIC_START;
}

REPLACEMENT clock_t clock(void) { return since_start() / (NANOSECONDS / CLOCKS_PER_SEC); }

REPLACEMENT clock_t times(struct tms *result) {
    clock_t ticks = since_start() / (NANOSECONDS / TICKS_A_SECOND);
    *result = (struct tms){.tms_utime = ticks};
    writes(result, sizeof *result);
    return ticks;
}
