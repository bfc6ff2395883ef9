// expect: clean; stdout: "handler 10\nhandler 10\n1 0\n"
// Signals that a program raises itself work.
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void handler(int number)
{
    printf("handler %d\n", number);
}

int main(void)
{
    struct sigaction action = {.sa_handler = handler};
    sigset_t set;
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
    kill(getpid(), SIGUSR1);
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    printf("%d %d\n", sigismember(&set, SIGINT), sigismember(&set, SIGTERM));
    return 0;
}
