// expect: clean; stdout: "SIGPROF\nSIGVTALRM\nprocess\nthread\n"
// Timers of CPU time send their signals to a program that computes.
#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/time.h>
#include <time.h>

static atomic_int calls;

static void count(int number) {
    (void)number;
    atomic_fetch_add(&calls, 1);
}

static void compute_until_called(int times) {
    atomic_store(&calls, 0);
    while (atomic_load(&calls) < times) {}
}

static void interval(int which, int number) {
    struct sigaction action = {.sa_handler = count};
    sigaction(number, &action, NULL);
    struct itimerval often = {{0, 20000}, {0, 20000}}, never = {{0, 0}, {0, 0}}, now;
    assert(setitimer(which, &often, NULL) == 0);
    compute_until_called(2);
    assert(getitimer(which, &now) == 0 && now.it_interval.tv_usec == 20000);
    assert(setitimer(which, &never, NULL) == 0);
}

static void timer_of(clockid_t clock) {
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    struct sigaction action = {.sa_handler = count};
    sigaction(SIGUSR1, &action, NULL);
    timer_t timer;
    assert(timer_create(clock, &event, &timer) == 0);
    struct itimerspec soon = {{0, 0}, {0, 20000000}};
    assert(timer_settime(timer, 0, &soon, NULL) == 0);
    compute_until_called(1);
    assert(timer_delete(timer) == 0);
}

int main(void) {
    interval(ITIMER_PROF, SIGPROF);
    puts("SIGPROF");
    interval(ITIMER_VIRTUAL, SIGVTALRM);
    puts("SIGVTALRM");
    timer_of(CLOCK_PROCESS_CPUTIME_ID);
    puts("process");
    timer_of(CLOCK_THREAD_CPUTIME_ID);
    puts("thread");
    struct itimerval wrong = {{0, 0}, {0, 1000000}};
    assert(setitimer(ITIMER_REAL, &wrong, NULL) == -1 && errno == EINVAL);
    return 0;
}
