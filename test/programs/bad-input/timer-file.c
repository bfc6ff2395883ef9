// Timers as files. (alarm() and timer_create() are supported.)
#include <sys/timerfd.h>
#include <time.h>

int main(void)
{
    return timerfd_create(CLOCK_MONOTONIC, 0) < 0;
}
