// expect: finding; kinds: destroy-of-barrier-in-use
//
// POSIX, pthread_barrier_destroy: undefined while a thread is blocked at it.

#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

static pthread_barrier_t barrier;

static void *body(void *unused) {
    pthread_barrier_wait(&barrier);
    return unused;
}

int main(void) {
    pthread_barrier_init(&barrier, NULL, 2);
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    sleep(1);
    pthread_barrier_destroy(&barrier);
    pthread_barrier_wait(&barrier);
    pthread_join(thread, NULL);
    return 0;
}
