// expect: clean
//
// One waits for the mutex while it reads, the other for reading while it holds the mutex.

#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t r = PTHREAD_RWLOCK_INITIALIZER;
static pthread_rwlock_t s = PTHREAD_RWLOCK_INITIALIZER;

static void *one(void *unused) {
    pthread_rwlock_rdlock(&r);
    pthread_mutex_lock(&a);
    pthread_mutex_unlock(&a);
    pthread_rwlock_unlock(&r);
    return unused;
}

static void *other(void *unused) {
    pthread_mutex_lock(&a);
    pthread_rwlock_rdlock(&r);
    pthread_rwlock_unlock(&r);
    pthread_mutex_unlock(&a);
    return unused;
}

int main(void) {
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, one, NULL);
    pthread_create(&threads[1], NULL, other, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    return 0;
}
