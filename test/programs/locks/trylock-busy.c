// expect: clean
//
// EBUSY is what a program tries a lock for.

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void *body(void *unused) {
    assert(pthread_mutex_trylock(&mutex) == EBUSY);
    return unused;
}

int main(void) {
    pthread_mutex_lock(&mutex);
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    pthread_join(thread, NULL);
    pthread_mutex_unlock(&mutex);
    return 0;
}
