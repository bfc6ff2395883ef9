// expect: deadlock
// A spinlock that is never released is a deadlock, not an endless loop.
#include <pthread.h>

static pthread_spinlock_t lock;

static void *body(void *argument) {
    pthread_spin_lock(&lock);
    return argument;
}

int main(void) {
    pthread_t thread;
    pthread_spin_init(&lock, 0);
    pthread_create(&thread, NULL, body, NULL);
    pthread_join(thread, NULL);
    pthread_spin_lock(&lock);
    return 0;
}
