// Points in virtual time.

#include "thread.h"
#include <errno.h>

// Beyond this many seconds a 64-bit count of nanoseconds overflows: 292 years are for ever.
#define LAST_SECOND (INT64_MAX / NS_PER_SECOND - 1)

// Rust's libc crate knows wasi-libc's clocks, which are the addresses of these.
extern const char _CLOCK_REALTIME, _CLOCK_MONOTONIC;

int32_t antecede_clock_number(clockid_t clock) {
    if (clock == (clockid_t)(uintptr_t)&_CLOCK_REALTIME) return CLOCK_REALTIME;
    if (clock == (clockid_t)(uintptr_t)&_CLOCK_MONOTONIC) return CLOCK_MONOTONIC;
    return clock == CLOCK_REALTIME || clock == CLOCK_MONOTONIC ? clock : -1;
}

int antecede_deadline(struct deadline *deadline, clockid_t clock, const struct timespec *at) {
    deadline->clock = antecede_clock_number(clock);
    if (deadline->clock < 0 || at->tv_nsec < 0 || at->tv_nsec >= NS_PER_SECOND) return EINVAL;
    int64_t seconds = at->tv_sec < 0 ? 0 : at->tv_sec > LAST_SECOND ? LAST_SECOND : at->tv_sec;
    deadline->at_ns = seconds * NS_PER_SECOND + at->tv_nsec;
    return 0;
}

int antecede_read_deadline(struct deadline *deadline, clockid_t clock, const struct timespec *at) {
    int error = antecede_deadline(deadline, clock, at);
    antecede_read_range(at, sizeof *at);
    return error;
}

int64_t antecede_remaining(const struct deadline *deadline) {
    if (!deadline) return -1;
    int64_t now = antecede_clock_now(deadline->clock);
    return deadline->at_ns > now ? deadline->at_ns - now : 0;
}
