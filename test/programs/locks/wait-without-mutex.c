// expect: finding; kinds: wait-without-mutex
//
// POSIX, pthread_cond_timedwait: the thread must hold the mutex.

#include <pthread.h>
#include <stddef.h>
#include <time.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

int main(void) {
    struct timespec at = {1, 0};
    pthread_cond_timedwait(&changed, &mutex, &at);
    pthread_mutex_unlock(&mutex);
    return 0;
}
