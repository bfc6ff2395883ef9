// expect: exit 4; stdout: ""
// _Exit flushes nothing and calls no handler.
#include <stdio.h>
#include <stdlib.h>

static void handler(void)
{
    puts("not called");
}

int main(void)
{
    setvbuf(stdout, NULL, _IOFBF, 1024);
    atexit(handler);
    fputs("not flushed", stdout);
    _Exit(4);
}
