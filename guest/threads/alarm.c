// The timers of a process that send a signal, in virtual time, and the alarm, which is one of them.
// A timer goes off at a thread's next synchronization operation, and ends waits, unless nothing but
// the end of the process would come of it: of a program that waits for ever, with an alarm as its
// watchdog, the deadlock is what matters.

#include "timer.h"
#include <errno.h>
#include <limits.h>
#include <sys/time.h>
#include <unistd.h>

enum { MICROSECONDS_PER_SECOND = 1000000 };

// As ITIMER_REAL, ITIMER_VIRTUAL and ITIMER_PROF count them.
static struct timer clocks[] = {
    {.signal = {.si_signo = SIGALRM, .si_code = SI_KERNEL}},
    {.signal = {.si_signo = SIGVTALRM, .si_code = SI_KERNEL}, .is_of_cpu = 1},
    {.signal = {.si_signo = SIGPROF, .si_code = SI_KERNEL}, .is_of_cpu = 1},
};

enum { CLOCKS = sizeof clocks / sizeof *clocks };

_Static_assert(ITIMER_REAL == 0 && ITIMER_VIRTUAL == 1 && ITIMER_PROF == 2, "clocks");

// Each that was ever set.
static struct timer *known;

int antecede_alarm_is_set(void) {
    const struct timer *timer = known;
    while (timer && timer->at_ns == NOT_SET) timer = timer->next;
    return timer != NULL;
}

static int64_t remaining(const struct timer *timer) {
    int64_t now = antecede_clock_now(ANTECEDE_MONOTONIC);
    return timer->at_ns > now ? timer->at_ns - now : 0;
}

int64_t antecede_timer_remaining(const struct timer *timer) {
    if (timer->at_ns == NOT_SET) return 0;
    int64_t ns = remaining(timer);
    return ns ? ns : 1;
}

static int acts_on(const struct thread *self, int number) {
    uint64_t bit = signal_bit(number);
    int acts = !(self->signal_mask & bit) && antecede_has_handler(number);
    return acts || (self->signals_awaited & bit);
}

int64_t antecede_alarm_remaining(void) {
    int64_t soonest = -1;
    for (const struct timer *timer = known; timer; timer = timer->next) {
        if (timer->at_ns == NOT_SET || timer->is_of_cpu) continue;
        if (!acts_on(antecede_self, timer->signal.si_signo)) continue;
        int64_t ns = remaining(timer);
        if (soonest < 0 || ns < soonest) soonest = ns;
    }
    return soonest;
}

int64_t antecede_timer_expirations(struct timer *timer) {
    if (timer->at_ns == NOT_SET || remaining(timer)) return 0;
    if (!timer->interval_ns) {
        timer->at_ns = NOT_SET;
        return 1;
    }
    int64_t late = antecede_clock_now(ANTECEDE_MONOTONIC) - timer->at_ns;
    int64_t times = 1 + late / timer->interval_ns;
    timer->at_ns += times * timer->interval_ns;
    return times;
}

void antecede_alarm_look(void) {
    for (struct timer *timer = known; timer; timer = timer->next) {
        int64_t times = antecede_timer_expirations(timer);
        if (times) timer->missed += times - antecede_send_to_process(&timer->signal);
    }
}

void antecede_timer_delivers(siginfo_t *signal) {
    struct timer *timer = known;
    while (timer && timer->signal.si_timerid != signal->si_timerid) timer = timer->next;
    if (!timer) return;
    timer->overrun = timer->missed < INT_MAX ? (int32_t)timer->missed : INT_MAX;
    timer->missed = 0;
    signal->si_overrun = timer->overrun;
}

int64_t antecede_timer_set(struct timer *timer, int64_t ns, int64_t interval_ns) {
    int64_t left = antecede_timer_remaining(timer);
    timer->at_ns = ns ? antecede_clock_now(ANTECEDE_MONOTONIC) + ns : NOT_SET;
    timer->interval_ns = interval_ns;
    timer->missed = timer->overrun = 0;
    if (!timer->is_known) {
        timer->is_known = 1;
        timer->next = known;
        known = timer;
    }
    if (ns) antecede_signals_on_the_way = 1;
    antecede_signals_set_up();
    return left;
}

// ---- The alarm ---------------------------------------------------------------------------------

static int64_t of(const struct timeval *time) {
    return time->tv_sec * NS_PER_SECOND + time->tv_usec * NS_PER_MICROSECOND;
}

static struct timeval to(int64_t ns) {
    return (struct timeval){ns / NS_PER_SECOND, ns % NS_PER_SECOND / NS_PER_MICROSECOND};
}

static int64_t set_alarm(int64_t ns, int64_t interval_ns) {
    return antecede_timer_set(&clocks[ITIMER_REAL], ns, interval_ns);
}

REPLACEMENT unsigned alarm(unsigned seconds) {
    return (unsigned)((set_alarm(seconds * NS_PER_SECOND, 0) + NS_PER_SECOND - 1) / NS_PER_SECOND);
}

REPLACEMENT unsigned ualarm(unsigned microseconds, unsigned interval) {
    int64_t left = set_alarm((int64_t)microseconds * NS_PER_MICROSECOND,
                             (int64_t)interval * NS_PER_MICROSECOND);
    return (unsigned)(left / NS_PER_MICROSECOND);
}

// ---- Interval timers ---------------------------------------------------------------------------

static int is_clock(int which) { return which >= 0 && which < CLOCKS; }

static int is_time(const struct timeval *time) {
    return time->tv_sec >= 0 && time->tv_usec >= 0 && time->tv_usec < MICROSECONDS_PER_SECOND;
}

REPLACEMENT int getitimer(int which, struct itimerval *now) {
    if (!is_clock(which)) return fail(EINVAL);
    int64_t left = antecede_timer_remaining(&clocks[which]);
    *now = (struct itimerval){to(clocks[which].interval_ns), to(left)};
    writes(now, sizeof *now);
    return 0;
}

// Without a time, Linux takes that for zero.
REPLACEMENT int setitimer(int which, const struct itimerval *restrict wanted,
                          struct itimerval *restrict before) {
    struct itimerval zero = {0};
    const struct itimerval *chosen = wanted ? wanted : &zero;
    if (!is_clock(which) || !is_time(&chosen->it_value) || !is_time(&chosen->it_interval)) {
        return fail(EINVAL);
    }
    int64_t ns = of(&chosen->it_value), interval_ns = of(&chosen->it_interval);
    if (before) getitimer(which, before);
    if (wanted) reads(wanted, sizeof *wanted);
    antecede_timer_set(&clocks[which], ns, interval_ns);
    return 0;
}
