// expect: race; tsan: any
// C17 7.27.3p1: localtime need not avoid races with other calls of it. ThreadSanitizer knows only
// of what glibc allocates for it.
#include <pthread.h>
#include <time.h>

static void *convert(void *unused)
{
    time_t time = 0;
    localtime(&time);
    return unused;
}

int main(void)
{
    pthread_t thread;
    time_t time = 86400;
    pthread_create(&thread, NULL, convert, NULL);
    localtime(&time);
    pthread_join(thread, NULL);
    return 0;
}
