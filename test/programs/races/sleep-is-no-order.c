// expect: race; races-on: x
// However long one sleeps: time is no synchronization.
#include <pthread.h>
#include <time.h>

static int x;

static void *thread(void *unused)
{
    x = 1;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    x = 2;
    pthread_join(t, NULL);
    return 0;
}
