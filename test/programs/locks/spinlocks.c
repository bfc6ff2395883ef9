// expect: finding; kinds: lock-order-inversion
//
// Spinlocks wait for each other as mutexes do.

#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;
static pthread_spinlock_t x;
static pthread_spinlock_t y;

static void *one(void *unused) {
    pthread_spin_lock(&x);
    pthread_spin_lock(&y);
    pthread_spin_unlock(&y);
    pthread_spin_unlock(&x);
    return unused;
}

static void *other(void *unused) {
    pthread_spin_lock(&y);
    pthread_spin_lock(&x);
    pthread_spin_unlock(&x);
    pthread_spin_unlock(&y);
    return unused;
}

int main(void) {
    pthread_t threads[2];
    pthread_spin_init(&x, PTHREAD_PROCESS_PRIVATE);
    pthread_spin_init(&y, PTHREAD_PROCESS_PRIVATE);
    pthread_create(&threads[0], NULL, one, NULL);
    pthread_create(&threads[1], NULL, other, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    return 0;
}
