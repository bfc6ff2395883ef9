// expect: clean
// Timers of POSIX in virtual time: with a signal, with a thread, with neither; their overruns.
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

static volatile int ticks, last_value, last_code;
static int set_before;
static sem_t called;

static void handler(int number, siginfo_t *information, void *context) {
    (void)context;
    assert(number == SIGUSR1);
    ticks++;
    last_value = information->si_value.sival_int;
    last_code = information->si_code;
}

static void function(union sigval value) {
    assert(value.sival_ptr == &set_before && set_before == 7);
    sem_post(&called);
}

static struct itimerspec every(long first_ms, long interval_ms) {
    return (struct itimerspec){
        .it_value = {first_ms / 1000, first_ms % 1000 * 1000000},
        .it_interval = {interval_ms / 1000, interval_ms % 1000 * 1000000},
    };
}

static void with_signals(void) {
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
    sigaction(SIGUSR1, &action, NULL);
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    event.sigev_value.sival_int = 5;
    timer_t timer;
    assert(!timer_create(CLOCK_MONOTONIC, &event, &timer));
    struct itimerspec time = every(100, 50), left;
    assert(!timer_settime(timer, 0, &time, NULL));
    while (ticks < 4) pause();
    assert(last_value == 5 && last_code == SI_TIMER);
    assert(timer_getoverrun(timer) == 0);

    // One signal stands for all times that it was blocked.
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    int before = ticks;
    usleep(320000);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    assert(ticks == before + 1 && timer_getoverrun(timer) == 5);

    struct itimerspec off = every(0, 0);
    assert(!timer_settime(timer, 0, &off, &left));
    assert(left.it_interval.tv_nsec == 50000000 && left.it_value.tv_nsec > 0);
    before = ticks;
    usleep(200000);
    assert(ticks == before);

    // An absolute time, already past.
    time = every(1, 0);
    sigprocmask(SIG_BLOCK, &set, &set);
    assert(!timer_settime(timer, TIMER_ABSTIME, &time, NULL));
    sigsuspend(&set);
    assert(ticks == before + 1);
    assert(!timer_delete(timer) && timer_delete(timer) == -1 && errno == EINVAL);
}

static void with_threads(void) {
    sem_init(&called, 0, 0);
    struct sigevent event = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = function};
    event.sigev_value.sival_ptr = &set_before;
    timer_t timer;
    assert(!timer_create(CLOCK_REALTIME, &event, &timer));
    set_before = 7;
    struct itimerspec time = every(100, 50), left;
    assert(!timer_settime(timer, 0, &time, NULL));
    assert(!timer_gettime(timer, &left) && left.it_value.tv_nsec > 50000000);
    for (int i = 0; i < 3; i++) sem_wait(&called);
    assert(!timer_delete(timer));
    usleep(200000);
    while (!sem_trywait(&called)) continue;
    usleep(200000);
    assert(sem_trywait(&called) == -1);
    // One that goes on when the process ends.
    assert(!timer_create(CLOCK_REALTIME, &event, &timer));
    assert(!timer_settime(timer, 0, &time, NULL));
}

static void with_neither(void) {
    struct sigevent event = {.sigev_notify = SIGEV_NONE};
    timer_t timer;
    assert(!timer_create(CLOCK_MONOTONIC, &event, &timer));
    struct itimerspec time = every(300, 0), left;
    assert(!timer_settime(timer, 0, &time, NULL));
    usleep(100000);
    assert(!timer_gettime(timer, &left) && left.it_value.tv_nsec > 100000000);
    usleep(300000);
    assert(!timer_gettime(timer, &left) && !left.it_value.tv_sec && !left.it_value.tv_nsec);
    event.sigev_notify = 77;
    assert(timer_create(CLOCK_MONOTONIC, &event, &timer) == -1 && errno == EINVAL);
    time.it_value.tv_nsec = 1000000000;
    assert(timer_settime(timer, 0, &time, NULL) == -1 && errno == EINVAL);
}

int main(void) {
    with_signals();
    with_threads();
    with_neither();
    return 0;
}
