// expect: race; races-on: until
// pthread_cond_timedwait reads the time until which it waits, which another thread changes.
#include <pthread.h>
#include <time.h>

static struct timespec until;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;

static void *waiter(void *argument)
{
    pthread_mutex_lock(&mutex);
    pthread_cond_timedwait(&condition, &mutex, &until);
    pthread_mutex_unlock(&mutex);
    return argument;
}

int main(void)
{
    clock_gettime(CLOCK_REALTIME, &until);
    pthread_t thread;
    pthread_create(&thread, 0, waiter, 0);
    until.tv_nsec = 0;
    pthread_join(thread, 0);
}
