// expect: finding; kinds: lock-order-inversion
//
// Each holds one lock for reading and waits for the other for writing.

#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t r = PTHREAD_RWLOCK_INITIALIZER;
static pthread_rwlock_t s = PTHREAD_RWLOCK_INITIALIZER;

static void *one(void *unused) {
    pthread_rwlock_rdlock(&r);
    pthread_rwlock_wrlock(&s);
    pthread_rwlock_unlock(&s);
    pthread_rwlock_unlock(&r);
    return unused;
}

static void *other(void *unused) {
    pthread_rwlock_rdlock(&s);
    pthread_rwlock_wrlock(&r);
    pthread_rwlock_unlock(&r);
    pthread_rwlock_unlock(&s);
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
