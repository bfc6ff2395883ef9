// expect: finding; kinds: wait-with-two-mutexes
//
// POSIX, pthread_cond_wait: undefined to wait with two mutexes at a time.

#include <pthread.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_mutex_t second = PTHREAD_MUTEX_INITIALIZER;

static void *body(void *unused) {
    struct timespec at = {2000000000, 0};
    pthread_mutex_lock(&mutex);
    pthread_cond_timedwait(&changed, &mutex, &at);
    pthread_mutex_unlock(&mutex);
    return unused;
}

int main(void) {
    struct timespec at = {2000000000, 0};
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    sleep(1);
    pthread_mutex_lock(&second);
    pthread_cond_timedwait(&changed, &second, &at);
    pthread_mutex_unlock(&second);
    pthread_join(thread, NULL);
    return 0;
}
