// expect: clean
//
// A timed lock of a mutex that the thread holds gives up in time.

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <time.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

int main(void) {
    struct timespec at = {1000000000, 0};
    pthread_mutex_lock(&mutex);
    assert(pthread_mutex_timedlock(&mutex, &at) == ETIMEDOUT);
    assert(pthread_mutex_trylock(&mutex) == EBUSY);
    pthread_mutex_unlock(&mutex);
    return 0;
}
