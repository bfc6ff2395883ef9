// expect: finding; kinds: invalid-mutex
//
// A read-write lock is used after it was destroyed.

#include <pthread.h>
#include <stddef.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

int main(void) {
    pthread_rwlock_destroy(&lock);
    pthread_rwlock_rdlock(&lock);
    return 0;
}
