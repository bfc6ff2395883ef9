// expect: race; races-on: after; sequential: yes
// A timer's thread knows what came before timer_settime, and nothing of what came after.
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <time.h>

static int before, after;
static atomic_int called;

static void function(union sigval value) {
    (void)value;
    after += before;
    atomic_store_explicit(&called, 1, memory_order_relaxed);
}

int main(void) {
    struct sigevent event = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = function};
    struct itimerspec soon = {.it_value = {0, 1000000}};
    timer_t timer;
    timer_create(CLOCK_MONOTONIC, &event, &timer);
    before = 1;
    timer_settime(timer, 0, &soon, NULL);
    after = 1;
    while (!atomic_load_explicit(&called, memory_order_relaxed)) continue;
    return 0;
}
