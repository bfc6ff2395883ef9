// expect: finding; kinds: lock-order-inversion
//
// As rwlock-readers.c, of locks whose readers wait behind a waiting writer: two writers make it a
// deadlock.

#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t r;
static pthread_rwlock_t s;

static void init(pthread_rwlock_t *lock) {
    pthread_rwlockattr_t kind;
    pthread_rwlockattr_init(&kind);
    pthread_rwlockattr_setkind_np(&kind, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    pthread_rwlock_init(lock, &kind);
}

static void *one(void *unused) {
    pthread_rwlock_rdlock(&r);
    pthread_rwlock_rdlock(&s);
    pthread_rwlock_unlock(&s);
    pthread_rwlock_unlock(&r);
    return unused;
}

static void *other(void *unused) {
    pthread_rwlock_rdlock(&s);
    pthread_rwlock_rdlock(&r);
    pthread_rwlock_unlock(&r);
    pthread_rwlock_unlock(&s);
    return unused;
}

int main(void) {
    pthread_t threads[2];
    init(&r);
    init(&s);
    pthread_create(&threads[0], NULL, one, NULL);
    pthread_create(&threads[1], NULL, other, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    return 0;
}
