// expect: clean
//
// A barrier is for any number of rounds, and may be made anew once it is destroyed.

#include <pthread.h>
#include <stddef.h>

static pthread_barrier_t barrier;

static void *body(void *unused) {
    for (int i = 0; i < 3; i++) pthread_barrier_wait(&barrier);
    return unused;
}

int main(void) {
    pthread_barrier_init(&barrier, NULL, 2);
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    for (int i = 0; i < 3; i++) pthread_barrier_wait(&barrier);
    pthread_join(thread, NULL);
    pthread_barrier_destroy(&barrier);
    pthread_barrier_init(&barrier, NULL, 1);
    pthread_barrier_wait(&barrier);
    pthread_barrier_destroy(&barrier);
    return 0;
}
