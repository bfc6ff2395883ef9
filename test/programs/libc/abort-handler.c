// expect: exit 134; stdout: "handled\n"
// C17 7.22.4.1: abort ends the program although the handler of SIGABRT returned.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static void handler(int number)
{
    (void)number;
    puts("handled");
    fflush(stdout);
}

int main(void)
{
    signal(SIGABRT, handler);
    abort();
}
