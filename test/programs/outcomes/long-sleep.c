// expect: clean; stdout: "a day later\n"; native: skip
// Time is virtual: a program that sleeps for a day ends at once.
#include <stdio.h>
#include <time.h>

int main(void)
{
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);
    nanosleep(&(struct timespec){.tv_sec = 86400}, NULL);
    clock_gettime(CLOCK_MONOTONIC, &after);
    puts(after.tv_sec - before.tv_sec >= 86400 ? "a day later" : "too early");
    return 0;
}
