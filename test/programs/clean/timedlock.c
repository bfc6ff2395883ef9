// expect: clean; stdout: "timed out, then locked\n"
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int first, second;

static int lock_within(long milliseconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += milliseconds * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    return pthread_mutex_timedlock(&lock, &until);
}

static void *impatient(void *unused)
{
    first = lock_within(20);
    return NULL;
}

static void *patient(void *unused)
{
    second = lock_within(900);
    if (second == 0)
        pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_mutex_lock(&lock);
    pthread_create(&a, NULL, impatient, NULL);
    pthread_join(a, NULL);
    pthread_mutex_unlock(&lock);
    pthread_create(&b, NULL, patient, NULL);
    pthread_join(b, NULL);
    if (first == ETIMEDOUT && second == 0)
        puts("timed out, then locked");
    return 0;
}
