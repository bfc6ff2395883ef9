#include <signal.h>
#include <string.h>

static void handler(int number)
{
    (void)number;
}

int main(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    return sigaction(SIGUSR1, &action, 0);
}
