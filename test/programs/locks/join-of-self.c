// expect: finding; kinds: join-of-self
//
// POSIX, pthread_join: undefined for the calling thread.

#include <pthread.h>
#include <stddef.h>

int main(void) {
    pthread_join(pthread_self(), NULL);
    return 0;
}
