// expect: clean
// What annotations order: acquire and release, and a program's own lock of one byte.
#include <assert.h>
#include <pthread.h>

void __tsan_acquire(void *);
void __tsan_release(void *);
void __tsan_mutex_create(void *, unsigned);
void __tsan_mutex_destroy(void *, unsigned);
void __tsan_mutex_pre_lock(void *, unsigned);
void __tsan_mutex_post_lock(void *, unsigned, int);
int __tsan_mutex_pre_unlock(void *, unsigned);
void __tsan_mutex_post_unlock(void *, unsigned);
void AnnotateHappensBefore(const char *, int, void *);
void AnnotateHappensAfter(const char *, int, void *);
void AnnotateRWLockCreate(const char *, int, void *);
void AnnotateRWLockDestroy(const char *, int, void *);
void AnnotateRWLockAcquired(const char *, int, void *, long);
void AnnotateRWLockReleased(const char *, int, void *, long);
void AnnotateThreadName(const char *, int, const char *);
void AnnotateNewMemory(const char *, int, void *, unsigned long);
int RunningOnValgrind(void);

enum { TRY_LOCK = 1 << 4, TRY_LOCK_FAILED = 1 << 5 };

static char locks[4];
static int flag, key, shared, counter, counted;

static int relaxed(int *p) { return __atomic_load_n(p, __ATOMIC_RELAXED); }

static void lock(char *lock) {
    __tsan_mutex_pre_lock(lock, TRY_LOCK);
    while (__atomic_exchange_n(lock, 1, __ATOMIC_RELAXED)) {
        __tsan_mutex_post_lock(lock, TRY_LOCK | TRY_LOCK_FAILED, 0);
        sched_yield();
        __tsan_mutex_pre_lock(lock, TRY_LOCK);
    }
    __tsan_mutex_post_lock(lock, TRY_LOCK, 0);
}

static void unlock(char *lock) {
    __tsan_mutex_pre_unlock(lock, 0);
    __atomic_store_n(lock, 0, __ATOMIC_RELAXED);
    __tsan_mutex_post_unlock(lock, 0);
}

static void *body(void *argument) {
    AnnotateThreadName(__FILE__, __LINE__, "helper");
    shared = 1;
    __tsan_release(&key);
    __atomic_store_n(&flag, 1, __ATOMIC_RELAXED);
    while (relaxed(&flag) != 2) sched_yield();
    AnnotateHappensAfter(__FILE__, __LINE__, &flag);
    assert(shared == 2);
    for (int i = 0; i < 20; i++) {
        lock(&locks[1]);
        counter++;
        unlock(&locks[1]);
    }
    AnnotateRWLockAcquired(__FILE__, __LINE__, &locks[3], 1);
    counted = 1;
    AnnotateRWLockReleased(__FILE__, __LINE__, &locks[3], 1);
    __atomic_store_n(&flag, 3, __ATOMIC_RELAXED);
    return argument;
}

int main(void) {
    pthread_t thread;
    __tsan_mutex_create(&locks[1], 0);
    AnnotateRWLockCreate(__FILE__, __LINE__, &locks[3]);
    pthread_create(&thread, NULL, body, NULL);
    while (!relaxed(&flag)) sched_yield();
    __tsan_acquire(&key);
    assert(shared == 1);
    shared = 2;
    AnnotateHappensBefore(__FILE__, __LINE__, &flag);
    __atomic_store_n(&flag, 2, __ATOMIC_RELAXED);
    for (int i = 0; i < 20; i++) {
        lock(&locks[1]);
        counter++;
        unlock(&locks[1]);
    }
    while (relaxed(&flag) != 3) sched_yield();
    AnnotateRWLockAcquired(__FILE__, __LINE__, &locks[3], 0);
    assert(counted == 1);
    AnnotateRWLockReleased(__FILE__, __LINE__, &locks[3], 0);
    AnnotateRWLockDestroy(__FILE__, __LINE__, &locks[3]);
    pthread_join(thread, NULL);
    __tsan_mutex_destroy(&locks[1], 0);
    AnnotateNewMemory(__FILE__, __LINE__, &counter, sizeof counter);
    return RunningOnValgrind();
}
