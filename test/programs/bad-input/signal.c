// Timers that send a signal of their own. (alarm() is supported.)
#include <signal.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    timer_t timer;
    timer_create(CLOCK_MONOTONIC, &event, &timer);
    pause();
    return 0;
}
