// expect: finding; kinds: wrong-unlock
//
// POSIX, pthread_mutex_unlock: undefined for a normal mutex that the thread does not hold.

#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

int main(void) {
    pthread_mutex_unlock(&mutex);
    return 0;
}
