// expect: clean; options: --no-misuse
// Normal, recursive and error-checking mutexes: results, error numbers, static initializers.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <string.h>

static pthread_mutex_t plain = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t recursive = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static pthread_mutex_t checking = PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP;
static pthread_mutex_t adaptive = PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP;

static void *locked_elsewhere(void *mutex) {
    assert(pthread_mutex_trylock(mutex) == EBUSY);
    assert(pthread_mutex_trylock(mutex) == EBUSY);
    return NULL;
}

static void *free_elsewhere(void *mutex) {
    assert(pthread_mutex_trylock(mutex) == 0);
    assert(pthread_mutex_unlock(mutex) == 0);
    return NULL;
}

static void *may_not_unlock(void *mutex) {
    assert(pthread_mutex_unlock(mutex) == EPERM);
    return NULL;
}

static void *may_unlock(void *mutex) {
    assert(pthread_mutex_unlock(mutex) == 0);
    return NULL;
}

static void in_another_thread(void *(*body)(void *), pthread_mutex_t *mutex) {
    pthread_t thread;
    assert(pthread_create(&thread, NULL, body, mutex) == 0);
    assert(pthread_join(thread, NULL) == 0);
}

static void all_kinds(pthread_mutex_t *mutex) {
    assert(pthread_mutex_lock(mutex) == 0);
    in_another_thread(locked_elsewhere, mutex);
    assert(pthread_mutex_destroy(mutex) == EBUSY);
    assert(pthread_mutex_unlock(mutex) == 0);
    in_another_thread(free_elsewhere, mutex);
}

static void normal_kind(pthread_mutex_t *mutex) {
    all_kinds(mutex);
    pthread_mutex_lock(mutex);
    assert(pthread_mutex_trylock(mutex) == EBUSY);
    in_another_thread(may_unlock, mutex); // undefined in POSIX, done in practice
    assert(pthread_mutex_trylock(mutex) == 0);
    pthread_mutex_unlock(mutex);
}

static void recursive_kind(pthread_mutex_t *mutex) {
    all_kinds(mutex);
    for (int i = 0; i < 10; i++) assert(pthread_mutex_lock(mutex) == 0);
    for (int i = 0; i < 10; i++) assert(pthread_mutex_trylock(mutex) == 0);
    in_another_thread(may_not_unlock, mutex);
    for (int i = 0; i < 20; i++) {
        in_another_thread(locked_elsewhere, mutex);
        assert(pthread_mutex_unlock(mutex) == 0);
    }
    in_another_thread(free_elsewhere, mutex);
    assert(pthread_mutex_unlock(mutex) == EPERM);
}

static void checking_kind(pthread_mutex_t *mutex) {
    all_kinds(mutex);
    assert(pthread_mutex_unlock(mutex) == EPERM);
    pthread_mutex_lock(mutex);
    assert(pthread_mutex_lock(mutex) == EDEADLK);
    assert(pthread_mutex_trylock(mutex) == EBUSY);
    in_another_thread(may_not_unlock, mutex);
    pthread_mutex_unlock(mutex);
}

static void made(int kind, void (*check)(pthread_mutex_t *)) {
    pthread_mutexattr_t attributes;
    pthread_mutex_t mutex;
    memset(&mutex, 0x5a, sizeof mutex);
    pthread_mutexattr_init(&attributes);
    assert(pthread_mutexattr_settype(&attributes, kind) == 0);
    assert(pthread_mutex_init(&mutex, &attributes) == 0);
    check(&mutex);
    assert(pthread_mutex_destroy(&mutex) == 0);
    assert(pthread_mutex_lock(&mutex) == EINVAL);
    assert(pthread_mutex_init(&mutex, NULL) == 0);
    normal_kind(&mutex);
}

int main(void) {
    pthread_mutex_t zeroed;
    memset(&zeroed, 0, sizeof zeroed);
    normal_kind(&zeroed);
    normal_kind(&plain);
    normal_kind(&adaptive);
    recursive_kind(&recursive);
    checking_kind(&checking);
    made(PTHREAD_MUTEX_DEFAULT, normal_kind);
    made(PTHREAD_MUTEX_NORMAL, normal_kind);
    made(PTHREAD_MUTEX_RECURSIVE, recursive_kind);
    made(PTHREAD_MUTEX_ERRORCHECK, checking_kind);
    return 0;
}
