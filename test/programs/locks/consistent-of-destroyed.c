// expect: finding; kinds: invalid-mutex
//
// XSH 2.9.9: undefined for a mutex that was destroyed.

#include <pthread.h>

int main(void) {
    pthread_mutex_t mutex;
    pthread_mutex_init(&mutex, NULL);
    pthread_mutex_destroy(&mutex);
    pthread_mutex_consistent(&mutex);
    return 0;
}
