// expect: finding; kinds: destroy-of-locked-mutex
//
// POSIX, pthread_mutex_destroy: undefined for a locked mutex.

#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

int main(void) {
    pthread_mutex_lock(&mutex);
    pthread_mutex_destroy(&mutex);
    pthread_mutex_unlock(&mutex);
    return 0;
}
