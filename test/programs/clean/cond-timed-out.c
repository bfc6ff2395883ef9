// expect: clean; stdout: "timed out\n"
// Nobody signals; the wait ends by itself, and with the mutex locked.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

int main(void)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t never = PTHREAD_COND_INITIALIZER;
    struct timespec until;
    int result = 0;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 1;
    pthread_mutex_lock(&lock);
    while (result == 0)
        result = pthread_cond_timedwait(&never, &lock, &until);
    pthread_mutex_unlock(&lock);
    puts(result == ETIMEDOUT ? "timed out" : "failed");
    return 0;
}
