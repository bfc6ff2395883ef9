// expect: clean; stdout: "2026-01-01\n1000000\n10\n"; native: skip
#include <poll.h>
#include <stdio.h>
#include <time.h>

int main(void)
{
    char text[16];
    struct tm tm;
    struct timespec before, after;
    time_t now = time(NULL);
    gmtime_r(&now, &tm);
    strftime(text, sizeof text, "%Y-%m-%d", &tm);
    puts(text);
    printf("%ld\n", (long)CLOCKS_PER_SEC);
    clock_gettime(CLOCK_MONOTONIC, &before);
    poll(NULL, 0, 10000);
    clock_gettime(CLOCK_MONOTONIC, &after);
    printf("%ld\n", (long)(after.tv_sec - before.tv_sec));
    return 0;
}
