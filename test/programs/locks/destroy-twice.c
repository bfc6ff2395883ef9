// expect: finding; kinds: invalid-mutex
//
// The second destroy is of a mutex that is none any more.

#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t mutex;

int main(void) {
    pthread_mutex_init(&mutex, NULL);
    pthread_mutex_destroy(&mutex);
    pthread_mutex_destroy(&mutex);
    return 0;
}
