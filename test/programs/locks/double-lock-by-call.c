// expect: deadlock; kinds: double-lock
//
// A function locks what its caller holds. The thread never goes on; main does, and returns.

#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int value;

static int get(void) {
    pthread_mutex_lock(&mutex);
    int copy = value;
    pthread_mutex_unlock(&mutex);
    return copy;
}

static void *body(void *unused) {
    pthread_mutex_lock(&mutex);
    value = get() + 1;
    pthread_mutex_unlock(&mutex);
    return unused;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    sleep(1);
    return 0;
}
