// A signal that arrives from outside, by the clock. (raise() within the thread is supported.)
#include <signal.h>
#include <unistd.h>

static void handler(int number)
{
    (void)number;
}

int main(void)
{
    signal(SIGALRM, handler);
    alarm(1);
    pause();
    return 0;
}
