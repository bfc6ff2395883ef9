// expect: clean
//
// A thread may hold a lock for reading several times, and gives it back as often.

#include <pthread.h>
#include <stddef.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

int main(void) {
    for (int i = 0; i < 3; i++) pthread_rwlock_rdlock(&lock);
    for (int i = 0; i < 3; i++) pthread_rwlock_unlock(&lock);
    pthread_rwlock_wrlock(&lock);
    pthread_rwlock_unlock(&lock);
    pthread_rwlock_destroy(&lock);
    return 0;
}
