// expect: race; tsan: silent
// POSIX.1-2017, gmtime: asctime, ctime, gmtime and localtime share one broken-down time. Here the
// other thread's ctime overwrites what main still reads.
#include <pthread.h>
#include <time.h>

static void *print(void *unused)
{
    time_t time = 0;
    ctime(&time);
    return unused;
}

int main(void)
{
    pthread_t thread;
    time_t time = 86400;
    const struct tm *day = gmtime(&time);
    pthread_create(&thread, NULL, print, NULL);
    int year = day->tm_year;
    pthread_join(thread, NULL);
    return year == 0;
}
