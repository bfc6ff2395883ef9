// expect: finding; kinds: wrong-unlock
//
// POSIX, pthread_rwlock_unlock: undefined unless the thread holds the lock.

#include <pthread.h>
#include <stddef.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

int main(void) {
    pthread_rwlock_unlock(&lock);
    return 0;
}
