// expect: clean
// pthread_mutexattr_*: every attribute, its limits, and priority ceilings.
#include <assert.h>
#include <errno.h>
#include <pthread.h>

int main(void) {
    pthread_mutexattr_t attributes;
    pthread_mutex_t mutex;
    int value;
    assert(pthread_mutexattr_init(&attributes) == 0);
    assert(pthread_mutexattr_gettype(&attributes, &value) == 0);
    assert(value == PTHREAD_MUTEX_DEFAULT);
    assert(pthread_mutexattr_settype(&attributes, -1) == EINVAL);
    assert(pthread_mutexattr_settype(&attributes, 17) == EINVAL);
    assert(pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK) == 0);
    assert(pthread_mutexattr_getpshared(&attributes, &value) == 0);
    assert(value == PTHREAD_PROCESS_PRIVATE);
    assert(pthread_mutexattr_setpshared(&attributes, 2) == EINVAL);
    assert(pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED) == 0);
    assert(pthread_mutexattr_getpshared(&attributes, &value) == 0);
    assert(value == PTHREAD_PROCESS_SHARED);
    assert(pthread_mutexattr_getprotocol(&attributes, &value) == 0 && value == PTHREAD_PRIO_NONE);
    assert(pthread_mutexattr_setprotocol(&attributes, 3) == EINVAL);
    assert(pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_PROTECT) == 0);
    assert(pthread_mutexattr_setprioceiling(&attributes, 1000) == EINVAL);
    assert(pthread_mutexattr_setprioceiling(&attributes, 42) == 0);
    assert(pthread_mutexattr_getprioceiling(&attributes, &value) == 0 && value == 42);
    assert(pthread_mutexattr_gettype(&attributes, &value) == 0);
    assert(value == PTHREAD_MUTEX_ERRORCHECK);
    assert(pthread_mutex_init(&mutex, &attributes) == 0);
    assert(pthread_mutex_getprioceiling(&mutex, &value) == 0 && value == 42);
    assert(pthread_mutex_setprioceiling(&mutex, 7, &value) == 0 && value == 42);
    assert(pthread_mutex_getprioceiling(&mutex, &value) == 0 && value == 7);
    assert(pthread_mutex_setprioceiling(&mutex, -4, &value) == EINVAL);
    assert(pthread_mutex_lock(&mutex) == 0 && pthread_mutex_lock(&mutex) == EDEADLK);
    assert(pthread_mutex_unlock(&mutex) == 0 && pthread_mutex_destroy(&mutex) == 0);
    assert(pthread_mutex_init(&mutex, NULL) == 0);
    assert(pthread_mutex_getprioceiling(&mutex, &value) == EINVAL);
    assert(pthread_mutexattr_destroy(&attributes) == 0);
    return 0;
}
