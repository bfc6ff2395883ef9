// The alarm of a process, in virtual time. It goes off at a thread's next synchronization operation,
// and ends waits, unless nothing but the end of the process would come of it: of a program that waits
// for ever, with an alarm as its watchdog, the deadlock is what matters.

#include "thread.h"
#include <errno.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

enum { NO_ALARM = 0 };

static int64_t at_ns; // or NO_ALARM
static int64_t interval_ns;

int antecede_alarm_is_set(void) { return at_ns != NO_ALARM; }

static int64_t remaining(void) {
    int64_t now = antecede_clock_now(ANTECEDE_MONOTONIC);
    return at_ns > now ? at_ns - now : 0;
}

int64_t antecede_alarm_remaining(void) {
    if (at_ns == NO_ALARM) return -1;
    uint64_t bit = signal_bit(SIGALRM);
    const struct thread *self = antecede_self;
    int acts = !(self->signal_mask & bit) && antecede_has_handler(SIGALRM);
    return acts || (self->signals_awaited & bit) ? remaining() : -1;
}

void antecede_alarm_look(void) {
    if (at_ns == NO_ALARM || remaining()) return;
    at_ns = interval_ns ? antecede_clock_now(ANTECEDE_MONOTONIC) + interval_ns : NO_ALARM;
    antecede_send_alarm(SIGALRM);
}

static int64_t of(const struct timeval *time) {
    return time->tv_sec * NS_PER_SECOND + time->tv_usec * NS_PER_MICROSECOND;
}

static struct timeval to(int64_t ns) {
    return (struct timeval){ns / NS_PER_SECOND, ns % NS_PER_SECOND / NS_PER_MICROSECOND};
}

// Returns what was left of the alarm before.
static int64_t set(int64_t ns, int64_t interval) {
    int64_t left = at_ns == NO_ALARM ? 0 : remaining();
    at_ns = ns ? antecede_clock_now(ANTECEDE_MONOTONIC) + ns : NO_ALARM;
    interval_ns = interval;
    if (ns) antecede_signals_on_the_way = 1;
    antecede_signals_set_up();
    return left;
}

REPLACEMENT unsigned alarm(unsigned seconds) {
    return (unsigned)((set(seconds * NS_PER_SECOND, 0) + NS_PER_SECOND - 1) / NS_PER_SECOND);
}

REPLACEMENT unsigned ualarm(unsigned microseconds, unsigned interval) {
    int64_t left = set((int64_t)microseconds * NS_PER_MICROSECOND,
                       (int64_t)interval * NS_PER_MICROSECOND);
    return (unsigned)(left / NS_PER_MICROSECOND);
}

REPLACEMENT int getitimer(int which, struct itimerval *now) {
    if (which != ITIMER_REAL) antecede_unsupported("getitimer of another clock");
    int64_t left = at_ns == NO_ALARM ? 0 : remaining();
    *now = (struct itimerval){to(interval_ns), to(left)};
    writes(now, sizeof *now);
    return 0;
}

REPLACEMENT int setitimer(int which, const struct itimerval *restrict wanted,
                          struct itimerval *restrict before) {
    if (which != ITIMER_REAL) antecede_unsupported("setitimer of another clock");
    if (before) getitimer(which, before);
    reads(wanted, sizeof *wanted);
    set(of(&wanted->it_value), of(&wanted->it_interval));
    return 0;
}
