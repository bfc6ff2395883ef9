// expect: deadlock; kinds: double-lock
//
// POSIX, pthread_spin_lock: undefined if the thread holds the lock.

#include <pthread.h>
#include <stddef.h>

static pthread_spinlock_t lock;

int main(void) {
    pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE);
    pthread_spin_lock(&lock);
    pthread_spin_lock(&lock);
    return 0;
}
