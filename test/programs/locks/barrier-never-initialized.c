// expect: finding; kinds: invalid-barrier
//
// POSIX, pthread_barrier_wait: undefined for a barrier that was not initialized.

#include <pthread.h>
#include <stddef.h>

static pthread_barrier_t barrier;

int main(void) {
    pthread_barrier_wait(&barrier);
    return 0;
}
