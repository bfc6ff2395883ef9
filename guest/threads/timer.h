// Timers of the process that send a signal: the alarm, and those that programs create.

#ifndef ANTECEDE_TIMER_H
#define ANTECEDE_TIMER_H

#include "thread.h"

enum { NOT_SET = 0 };

struct timer {
    int64_t at_ns; // of the monotonic clock, or NOT_SET
    int64_t interval_ns;
    siginfo_t signal;
    int64_t missed;  // times that it went off while its signal was still pending
    int32_t overrun; // of them, those before the signal that was acted on last
    uint8_t is_known;
    uint8_t is_of_cpu; // a process that only waits uses none: it ends no wait
    struct timer *next;
};

// From now on it goes off after so many nanoseconds, not at all for 0. Returns what was left of it.
int64_t antecede_timer_set(struct timer *timer, int64_t ns, int64_t interval_ns);

// At least 1 if it is set.
int64_t antecede_timer_remaining(const struct timer *timer);

// How often it has gone off by now, which moves it on.
int64_t antecede_timer_expirations(struct timer *timer);

#endif
