// expect: race; tsan: any
// C17 7.27.3p1: all calls of asctime write the same text.
#include <pthread.h>
#include <time.h>

static void *print(void *unused)
{
    struct tm day = {.tm_mday = 1, .tm_year = 70};
    asctime(&day);
    return unused;
}

int main(void)
{
    pthread_t thread;
    struct tm day = {.tm_mday = 2, .tm_year = 70};
    pthread_create(&thread, NULL, print, NULL);
    asctime(&day);
    pthread_join(thread, NULL);
    return 0;
}
