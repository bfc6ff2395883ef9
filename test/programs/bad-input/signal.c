#include <signal.h>

static void handler(int number)
{
    (void)number;
}

int main(void)
{
    signal(SIGUSR1, handler);
    raise(SIGUSR1);
    return 0;
}
