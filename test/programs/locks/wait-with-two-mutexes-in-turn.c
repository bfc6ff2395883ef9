// expect: clean
//
// One condition variable with two mutexes, but never at a time.

#include <pthread.h>
#include <stddef.h>
#include <time.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

int main(void) {
    pthread_mutex_t second = PTHREAD_MUTEX_INITIALIZER;
    struct timespec at = {1, 0};
    pthread_mutex_lock(&mutex);
    pthread_cond_timedwait(&changed, &mutex, &at);
    pthread_mutex_unlock(&mutex);
    pthread_mutex_lock(&second);
    pthread_cond_timedwait(&changed, &second, &at);
    pthread_mutex_unlock(&second);
    return 0;
}
