// expect: clean; stdout: "handled 2, then ignored\n"
// C11 7.14.2.1: raise runs the handler in the calling thread, before it returns.
#include <signal.h>
#include <stdio.h>

static volatile sig_atomic_t handled;

static void handler(int number)
{
    handled = handled + 1;
    signal(number, handler);    // C leaves open whether a handler stays installed
}

int main(void)
{
    signal(SIGINT, handler);
    raise(SIGINT);
    raise(SIGINT);
    signal(SIGINT, SIG_IGN);
    raise(SIGINT);
    printf("handled %d, then ignored\n", (int)handled);
    return 0;
}
