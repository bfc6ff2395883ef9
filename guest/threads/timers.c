// POSIX timers, in virtual time. Those with a signal are timers of the process as its alarm is
// (alarm.c).
//
// Those with a function begin a thread when they are set: it sleeps until the timer goes off, begins
// the thread for the next time, if there is one, and calls the function. So what happens before the
// call is what the thread that has set the timer did before, and nothing that others did meanwhile.

#define _GNU_SOURCE
#include "timer.h"
#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { MOST_TIMERS = 1024 };

struct posix_timer {
    struct timer timer;
    uint32_t settings; // so far; the thread of an earlier one ends
    clockid_t clock;
    int notify;
    union sigval value;
    void (*function)(union sigval);
    pthread_attr_t attributes;
    uint8_t has_attributes;
    uint8_t exists;
};

// By their ids, which count from 1. The memory of a deleted one serves the next of that id.
static struct posix_timer *timers[MOST_TIMERS];

static struct posix_timer *find(timer_t id) {
    uintptr_t at = (uintptr_t)id - 1;
    if (at >= MOST_TIMERS || !timers[at] || !timers[at]->exists) return NULL;
    return timers[at];
}

// ---- Create and delete -------------------------------------------------------------------------

static int is_cpu_clock(clockid_t clock) {
    return clock == CLOCK_PROCESS_CPUTIME_ID || clock == CLOCK_THREAD_CPUTIME_ID;
}

static struct posix_timer *make(int *id) {
    int at = 0;
    while (at < MOST_TIMERS && timers[at] && timers[at]->exists) at++;
    if (at == MOST_TIMERS) return NULL;
    if (!timers[at]) timers[at] = antecede_private_allocate(sizeof *timers[at]);
    *id = at + 1;
    return timers[at];
}

REPLACEMENT int timer_create(clockid_t clock, struct sigevent *restrict event,
                             timer_t *restrict result) {
    int is_of_cpu = is_cpu_clock(clock);
    int is_monotonic = is_of_cpu || clock == CLOCK_BOOTTIME;
    int number = is_monotonic ? CLOCK_MONOTONIC : antecede_clock_number(clock);
    if (number < 0 || (event && !antecede_is_event(event))) return fail(EINVAL);
    int id;
    struct posix_timer *made = make(&id);
    if (!made) return fail(EAGAIN);
    struct sigevent own = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};
    own.sigev_value.sival_int = id;
    if (event) own = *event;
    made->exists = 1;
    made->clock = number;
    made->timer.is_of_cpu = (uint8_t)is_of_cpu;
    made->notify = own.sigev_notify;
    made->value = own.sigev_value;
    made->function = own.sigev_notify_function;
    made->has_attributes = own.sigev_notify == SIGEV_THREAD && own.sigev_notify_attributes;
    if (made->has_attributes) {
        made->attributes = *(const pthread_attr_t *)own.sigev_notify_attributes;
    }
    made->timer.signal = (siginfo_t){
        .si_signo = own.sigev_signo,
        .si_code = SI_TIMER,
        .si_value = own.sigev_value,
        .si_timerid = id,
    };
    *result = (timer_t)(uintptr_t)id;
    if (event) reads(event, sizeof *event);
    writes(result, sizeof *result);
    return 0;
}

static void stop(struct posix_timer *timer) {
    timer->timer.at_ns = NOT_SET;
    timer->settings++;
    antecede_wake(&timer->settings, -1);
}

REPLACEMENT int timer_delete(timer_t id) {
    struct posix_timer *timer = find(id);
    if (!timer) return fail(EINVAL);
    stop(timer);
    timer->exists = 0;
    return 0;
}

void antecede_end_timers(void) {
    for (int at = 0; at < MOST_TIMERS; at++) {
        if (timers[at] && timers[at]->notify == SIGEV_THREAD) stop(timers[at]);
    }
}

// ---- Threads of timers -------------------------------------------------------------------------

struct turn {
    struct posix_timer *timer;
    uint32_t setting;
};

static int begin_thread(struct posix_timer *timer);

static void *take_turn(void *argument) {
    struct turn turn = *(struct turn *)argument;
    antecede_private_free(argument);
    struct posix_timer *timer = turn.timer;
    int64_t times = 0;
    while (timer->settings == turn.setting && !times) {
        antecede_wait(&timer->settings, turn.setting, antecede_timer_remaining(&timer->timer),
                      ANTECEDE_WAIT_OTHER, timer);
        if (timer->settings == turn.setting) times = antecede_timer_expirations(&timer->timer);
    }
    if (!times) return NULL;
    void (*function)(union sigval) = timer->function;
    union sigval value = timer->value;
    timer->timer.overrun = (int32_t)(times - 1);
    if (timer->timer.at_ns != NOT_SET && begin_thread(timer)) {
        antecede_unsupported("a timer's thread beyond the limit of threads");
    }
    antecede_self->signal_mask = 0;
    if (antecede_signals_on_the_way) antecede_deliver_signals();
    function(value);
    return NULL;
}

// No signal is acted on by a thread that only sleeps for its timer.
static int begin_thread(struct posix_timer *timer) {
    struct turn *turn = antecede_private_allocate(sizeof *turn);
    if (!turn) return EAGAIN;
    *turn = (struct turn){timer, timer->settings};
    pthread_attr_t attributes;
    if (timer->has_attributes) attributes = timer->attributes;
    else pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    struct thread *self = antecede_self;
    uint64_t mask = self->signal_mask;
    self->signal_mask = ~0ull;
    pthread_t thread;
    int error = antecede_create(&thread, &attributes, take_turn, turn);
    self->signal_mask = mask;
    if (antecede_signals_on_the_way) antecede_deliver_signals();
    if (error) antecede_private_free(turn);
    return error;
}

// ---- Set and look ------------------------------------------------------------------------------

static struct timespec timespec_of(int64_t ns) {
    return (struct timespec){.tv_sec = ns / NS_PER_SECOND, .tv_nsec = ns % NS_PER_SECOND};
}

static struct itimerspec state_of(const struct posix_timer *timer) {
    return (struct itimerspec){
        .it_interval = timespec_of(timer->timer.interval_ns),
        .it_value = timespec_of(antecede_timer_remaining(&timer->timer)),
    };
}

// Moves on a timer that nobody waits for.
static void look(struct posix_timer *timer) {
    if (timer->notify == SIGEV_NONE) antecede_timer_expirations(&timer->timer);
    else if (timer->notify == SIGEV_SIGNAL) antecede_alarm_look();
}

static int set(struct posix_timer *timer, int64_t ns, int64_t interval_ns) {
    stop(timer);
    if (timer->notify == SIGEV_SIGNAL) {
        antecede_timer_set(&timer->timer, ns, interval_ns);
        return 0;
    }
    timer->timer.interval_ns = interval_ns;
    timer->timer.overrun = 0;
    if (!ns) return 0;
    timer->timer.at_ns = antecede_clock_now(ANTECEDE_MONOTONIC) + ns;
    return timer->notify == SIGEV_THREAD ? begin_thread(timer) : 0;
}

REPLACEMENT int timer_settime(timer_t id, int flags, const struct itimerspec *restrict wanted,
                              struct itimerspec *restrict before) {
    struct posix_timer *timer = find(id);
    struct deadline value, interval;
    if (!timer || antecede_deadline(&value, timer->clock, &wanted->it_value) ||
        antecede_deadline(&interval, timer->clock, &wanted->it_interval)) {
        return fail(EINVAL);
    }
    look(timer);
    struct itimerspec old = state_of(timer);
    int64_t ns = value.at_ns;
    // POSIX.1-2017: a time that is past goes off at once.
    if (ns && (flags & TIMER_ABSTIME)) {
        ns = antecede_remaining(&value);
        if (!ns) ns = 1;
    }
    reads(wanted, sizeof *wanted);
    if (before) {
        *before = old;
        writes(before, sizeof *before);
    }
    int error = set(timer, ns, interval.at_ns);
    return error ? fail(error) : 0;
}

REPLACEMENT int timer_gettime(timer_t id, struct itimerspec *now) {
    struct posix_timer *timer = find(id);
    if (!timer) return fail(EINVAL);
    look(timer);
    *now = state_of(timer);
    writes(now, sizeof *now);
    return 0;
}

REPLACEMENT int timer_getoverrun(timer_t id) {
    struct posix_timer *timer = find(id);
    return timer ? timer->timer.overrun : fail(EINVAL);
}
