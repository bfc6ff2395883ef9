// expect: clean; options: --no-misuse
// Read-write locks: who excludes whom, error numbers, timed variants, attributes.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static struct timespec soon(clockid_t clock) {
    struct timespec at;
    clock_gettime(clock, &at);
    at.tv_sec++;
    return at;
}

static void *while_read(void *argument) {
    struct timespec at = soon(CLOCK_REALTIME);
    assert(pthread_rwlock_trywrlock(&lock) == EBUSY);
    assert(pthread_rwlock_timedwrlock(&lock, &at) == ETIMEDOUT);
    at = soon(CLOCK_MONOTONIC);
    assert(pthread_rwlock_clockwrlock(&lock, CLOCK_MONOTONIC, &at) == ETIMEDOUT);
    assert(pthread_rwlock_clockwrlock(&lock, 55, &at) == EINVAL);
    assert(pthread_rwlock_tryrdlock(&lock) == 0 && pthread_rwlock_rdlock(&lock) == 0);
    assert(pthread_rwlock_timedrdlock(&lock, &at) == 0);
    for (int i = 0; i < 3; i++) assert(pthread_rwlock_unlock(&lock) == 0);
    return argument;
}

static void *while_written(void *argument) {
    struct timespec at = soon(CLOCK_REALTIME), wrong = {0, -5};
    assert(pthread_rwlock_trywrlock(&lock) == EBUSY && pthread_rwlock_tryrdlock(&lock) == EBUSY);
    assert(pthread_rwlock_timedwrlock(&lock, &at) == ETIMEDOUT);
    at = soon(CLOCK_MONOTONIC);
    assert(pthread_rwlock_clockrdlock(&lock, CLOCK_MONOTONIC, &at) == ETIMEDOUT);
    assert(pthread_rwlock_timedrdlock(&lock, &wrong) == EINVAL);
    assert(pthread_rwlock_timedwrlock(&lock, &wrong) == EINVAL);
    return argument;
}

static void in_another_thread(void *(*body)(void *)) {
    pthread_t thread;
    assert(pthread_create(&thread, NULL, body, NULL) == 0);
    assert(pthread_join(thread, NULL) == 0);
}

static void attributes(void) {
    pthread_rwlockattr_t attributes;
    int value;
    assert(pthread_rwlockattr_init(&attributes) == 0);
    assert(pthread_rwlockattr_getkind_np(&attributes, &value) == 0);
    assert(value == PTHREAD_RWLOCK_DEFAULT_NP);
    assert(pthread_rwlockattr_setkind_np(&attributes, 9) == EINVAL);
    value = PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP;
    assert(pthread_rwlockattr_setkind_np(&attributes, value) == 0);
    assert(pthread_rwlockattr_setpshared(&attributes, 9) == EINVAL);
    assert(pthread_rwlockattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED) == 0);
    assert(pthread_rwlockattr_getpshared(&attributes, &value) == 0);
    assert(value == PTHREAD_PROCESS_SHARED);
    assert(pthread_rwlock_init(&lock, &attributes) == 0);
    assert(pthread_rwlockattr_destroy(&attributes) == 0);
}

static void check(void) {
    assert(pthread_rwlock_unlock(&lock) == EPERM);
    assert(pthread_rwlock_rdlock(&lock) == 0);
    assert(pthread_rwlock_destroy(&lock) == EBUSY);
    in_another_thread(while_read);
    assert(pthread_rwlock_unlock(&lock) == 0);
    assert(pthread_rwlock_wrlock(&lock) == 0);
    assert(pthread_rwlock_destroy(&lock) == EBUSY);
    assert(pthread_rwlock_wrlock(&lock) == EDEADLK && pthread_rwlock_rdlock(&lock) == EDEADLK);
    assert(pthread_rwlock_trywrlock(&lock) == EBUSY && pthread_rwlock_tryrdlock(&lock) == EBUSY);
    in_another_thread(while_written);
    assert(pthread_rwlock_unlock(&lock) == 0);
    assert(pthread_rwlock_destroy(&lock) == 0);
}

int main(void) {
    check();
    attributes();
    check();
    return 0;
}
