// expect: clean; lockset: nothing; hybrid: nothing
// A lock is a lock however it is taken.
#include <pthread.h>

static pthread_spinlock_t spin;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int a, b;

static void *worker(void *unused) {
    for (int i = 0; i < 20; i++) {
        pthread_spin_lock(&spin);
        a++;
        pthread_spin_unlock(&spin);
        if (pthread_mutex_trylock(&mutex)) continue;
        b++;
        pthread_mutex_unlock(&mutex);
    }
    return unused;
}

int main(void) {
    pthread_t one, two;
    pthread_spin_init(&spin, 0);
    pthread_create(&one, NULL, worker, NULL);
    pthread_create(&two, NULL, worker, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    return 0;
}
