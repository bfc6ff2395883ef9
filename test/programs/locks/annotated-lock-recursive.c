// expect: race; races-on: outside; kinds: destroy-of-locked-mutex
//
// A re-entrant lock is given back by as many unlocks as there were locks, or by one that gives up
// all levels and says how many. A lock that is static is not destroyed.

#include <assert.h>
#include <pthread.h>
#include <stddef.h>

enum {
    LINKER_INITIALIZED = 1 << 0,
    WRITE_REENTRANT = 1 << 1,
    RECURSIVE_LOCK = 1 << 6,
    RECURSIVE_UNLOCK = 1 << 7,
    NOT_STATIC = 1 << 8,
};

void __tsan_mutex_create(void *, unsigned);
void __tsan_mutex_destroy(void *, unsigned);
void __tsan_mutex_pre_lock(void *, unsigned);
void __tsan_mutex_post_lock(void *, unsigned, int);
int __tsan_mutex_pre_unlock(void *, unsigned);
void __tsan_mutex_post_unlock(void *, unsigned);

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int lock, fixed, begun;
static int inside, outside;

static void acquire(int *which, unsigned flags, int levels) {
    __tsan_mutex_pre_lock(which, flags);
    __tsan_mutex_post_lock(which, flags, levels);
}

static int release(int *which, unsigned flags) {
    int levels = __tsan_mutex_pre_unlock(which, flags);
    __tsan_mutex_post_unlock(which, flags);
    return levels;
}

static void *body(void *unused) {
    // The real exclusion, of which the detector shall not know.
    __tsan_mutex_pre_lock(&lock, 0);
    pthread_mutex_lock(&mutex);
    __tsan_mutex_post_lock(&lock, 0, 1);
    acquire(&lock, 0, 1);
    inside++;
    assert(release(&lock, 0) == 1);
    inside++;
    int levels = release(&lock, RECURSIVE_UNLOCK);
    assert(levels == 1);
    __tsan_mutex_pre_lock(&lock, RECURSIVE_LOCK);
    __tsan_mutex_post_lock(&lock, RECURSIVE_LOCK, 3);
    inside++;
    assert(release(&lock, RECURSIVE_UNLOCK) == 3);
    outside++;
    __tsan_mutex_pre_lock(&fixed, 0);
    pthread_mutex_unlock(&mutex);
    __tsan_mutex_post_lock(&fixed, 0, 1);
    release(&fixed, 0);
    return unused;
}

int main(void) {
    pthread_t threads[2];
    __tsan_mutex_create(&lock, WRITE_REENTRANT);
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, body, NULL);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    __tsan_mutex_create(&fixed, LINKER_INITIALIZED);
    acquire(&fixed, 0, 1);
    __tsan_mutex_destroy(&fixed, 0);
    __tsan_mutex_destroy(&fixed, NOT_STATIC);
    release(&fixed, 0);
    __tsan_mutex_create(&begun, NOT_STATIC);
    acquire(&begun, 0, 1);
    __tsan_mutex_destroy(&begun, NOT_STATIC);
    return 0;
}
