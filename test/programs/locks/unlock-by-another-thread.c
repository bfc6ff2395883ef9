// expect: finding; kinds: wrong-unlock
//
// A mutex is no semaphore: only its owner may unlock it.

#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void *body(void *unused) {
    pthread_mutex_unlock(&mutex);
    return unused;
}

int main(void) {
    pthread_mutex_lock(&mutex);
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    pthread_join(thread, NULL);
    return 0;
}
