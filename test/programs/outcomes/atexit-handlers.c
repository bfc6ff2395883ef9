// expect: exit 2; stdout: "main\nsecond\nfirst\n"
// In reverse order of registration, also after a return from main.
#include <stdio.h>
#include <stdlib.h>

static void first(void)
{
    puts("first");
}

static void second(void)
{
    puts("second");
}

int main(void)
{
    atexit(first);
    atexit(second);
    puts("main");
    return 2;
}
