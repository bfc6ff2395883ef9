// expect: finding; kinds: wrong-unlock
//
// POSIX, pthread_spin_unlock: undefined unless the thread holds the lock.

#include <pthread.h>
#include <stddef.h>

static pthread_spinlock_t lock;

int main(void) {
    pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE);
    pthread_spin_unlock(&lock);
    return 0;
}
