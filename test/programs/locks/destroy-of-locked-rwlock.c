// expect: finding; kinds: destroy-of-locked-mutex
//
// POSIX, pthread_rwlock_destroy: undefined while any thread holds the lock.

#include <pthread.h>
#include <stddef.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

int main(void) {
    pthread_rwlock_rdlock(&lock);
    pthread_rwlock_destroy(&lock);
    pthread_rwlock_unlock(&lock);
    return 0;
}
