// expect: finding; kinds: invalid-mutex
//
// A spinlock is used after it was destroyed.

#include <pthread.h>
#include <stddef.h>

static pthread_spinlock_t lock;

int main(void) {
    pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE);
    pthread_spin_destroy(&lock);
    pthread_spin_lock(&lock);
    return 0;
}
