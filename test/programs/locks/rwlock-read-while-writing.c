// expect: finding; kinds: read-lock-of-write-locked-mutex
//
// POSIX, pthread_rwlock_rdlock: undefined if the thread holds the lock for writing.

#include <pthread.h>
#include <stddef.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

int main(void) {
    pthread_rwlock_wrlock(&lock);
    pthread_rwlock_rdlock(&lock);
    pthread_rwlock_unlock(&lock);
    return 0;
}
