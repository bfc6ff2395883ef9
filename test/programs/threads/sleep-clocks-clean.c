// expect: clean
// Sleeping by Linux's other clocks, for a time and until one.
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <time.h>

static void sleep_by(clockid_t clock) {
    struct timespec shortly = {0, 1000000}, before, until, after;
    assert(clock_gettime(clock, &before) == 0);
    assert(clock_nanosleep(clock, 0, &shortly, NULL) == 0);
    assert(clock_gettime(clock, &until) == 0);
    assert(until.tv_sec > before.tv_sec || until.tv_nsec >= before.tv_nsec + 1000000);
    until.tv_sec++;
    assert(clock_nanosleep(clock, TIMER_ABSTIME, &until, NULL) == 0);
    assert(clock_gettime(clock, &after) == 0);
    assert(after.tv_sec > until.tv_sec ||
           (after.tv_sec == until.tv_sec && after.tv_nsec >= until.tv_nsec));
}

int main(void) {
    sleep_by(CLOCK_REALTIME);
    sleep_by(CLOCK_MONOTONIC);
    sleep_by(CLOCK_BOOTTIME);
    sleep_by(CLOCK_TAI);
    struct timespec shortly = {0, 1000000};
    assert(clock_nanosleep(CLOCK_THREAD_CPUTIME_ID, 0, &shortly, NULL) == EINVAL);
    return 0;
}
