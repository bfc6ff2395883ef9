// Sleeping, in virtual time: an hour takes no time at all. All are cancellation points.

#include "thread.h"
#include <errno.h>
#include <threads.h>
#include <unistd.h>

// Returns what a signal has cut off.
static int64_t sleep_ns(int64_t ns) {
    int64_t left = antecede_sleep_cancellable(ns);
    antecede_point();
    return left;
}

// Clocks that are told apart from these two only where a machine sleeps or is set. CPU time is virtual
// time too; of a single thread's, POSIX.1-2017 wants EINVAL.
static clockid_t like(clockid_t clock) {
    switch (clock) {
    case CLOCK_BOOTTIME:
    case CLOCK_PROCESS_CPUTIME_ID: return CLOCK_MONOTONIC;
    case CLOCK_TAI: return CLOCK_REALTIME;
    default: return clock;
    }
}

REPLACEMENT int clock_nanosleep(clockid_t clock, int flags, const struct timespec *wanted,
                                struct timespec *remaining) {
    struct deadline deadline;
    int error = antecede_deadline(&deadline, like(clock), wanted);
    if (error || wanted->tv_sec < 0) return EINVAL;
    reads(wanted, sizeof *wanted);
    int is_absolute = flags & TIMER_ABSTIME;
    int64_t left = sleep_ns(is_absolute ? antecede_remaining(&deadline) : deadline.at_ns);
    if (left && remaining && !is_absolute) {
        *remaining = (struct timespec){left / NS_PER_SECOND, left % NS_PER_SECOND};
        writes(remaining, sizeof *remaining);
    }
    return left ? EINTR : 0;
}

REPLACEMENT int __clock_nanosleep(clockid_t clock, int flags, const struct timespec *wanted,
                                  struct timespec *remaining) {
    return clock_nanosleep(clock, flags, wanted, remaining);
}

REPLACEMENT int nanosleep(const struct timespec *wanted, struct timespec *remaining) {
    int error = clock_nanosleep(CLOCK_REALTIME, 0, wanted, remaining);
    if (!error) return 0;
    errno = error;
    return -1;
}

// C11 7.26.5.7: -1 for a signal, another negative value for a failure.
REPLACEMENT int thrd_sleep(const struct timespec *wanted, struct timespec *remaining) {
    int error = clock_nanosleep(CLOCK_REALTIME, 0, wanted, remaining);
    return error == EINTR ? -1 : error ? -2 : 0;
}

REPLACEMENT unsigned sleep(unsigned seconds) {
    int64_t left = sleep_ns(seconds * NS_PER_SECOND);
    return (unsigned)((left + NS_PER_SECOND - 1) / NS_PER_SECOND);
}

REPLACEMENT int usleep(unsigned microseconds) {
    if (!sleep_ns((int64_t)microseconds * NS_PER_MICROSECOND)) return 0;
    errno = EINTR;
    return -1;
}
