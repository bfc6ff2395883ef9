// Sleeping, in virtual time: an hour takes no time at all. All are cancellation points.

#include "thread.h"
#include <errno.h>
#include <threads.h>
#include <unistd.h>

enum { NS_PER_MICROSECOND = 1000 };

static void sleep_ns(int64_t ns) {
    antecede_sleep_cancellable(ns);
    antecede_point();
}

REPLACEMENT int clock_nanosleep(clockid_t clock, int flags, const struct timespec *wanted,
                                struct timespec *remaining) {
    (void)remaining; // only a signal could leave some
    struct deadline deadline;
    int error = antecede_deadline(&deadline, clock, wanted);
    if (error || wanted->tv_sec < 0) return EINVAL;
    sleep_ns(flags & TIMER_ABSTIME ? antecede_remaining(&deadline) : deadline.at_ns);
    return 0;
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

// C11 7.26.5.7: a negative value other than -1 for a failure.
REPLACEMENT int thrd_sleep(const struct timespec *wanted, struct timespec *remaining) {
    return clock_nanosleep(CLOCK_REALTIME, 0, wanted, remaining) ? -2 : 0;
}

REPLACEMENT unsigned sleep(unsigned seconds) {
    sleep_ns(seconds * NS_PER_SECOND);
    return 0;
}

REPLACEMENT int usleep(unsigned microseconds) {
    sleep_ns((int64_t)microseconds * NS_PER_MICROSECOND);
    return 0;
}

// Until a signal comes, which none does: for ever, if the thread isn't cancelled.
REPLACEMENT int pause(void) {
    static uint32_t never;
    for (;;) {
        int32_t why = antecede_block_cancellable(&never, NULL, NULL, ANTECEDE_WAIT_OTHER, &never);
        if (why == ANTECEDE_INTERRUPTED) antecede_cancel_self();
    }
}
