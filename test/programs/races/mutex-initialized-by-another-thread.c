// expect: race; races-on: mutex; tsan: reports
//
// A static mutex is usable as it is; pthread_mutex_init makes a new one of it, which nothing orders
// before the lock. [thread.mutex.requirements]: only lock and unlock may be called at once.

#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t mutex;
static atomic_int initialized;

static void *initialize(void *unused) {
    pthread_mutex_init(&mutex, NULL);
    atomic_store_explicit(&initialized, 1, memory_order_relaxed);
    return unused;
}

static void *lock(void *unused) {
    while (!atomic_load_explicit(&initialized, memory_order_relaxed)) {}
    pthread_mutex_lock(&mutex);
    pthread_mutex_unlock(&mutex);
    return unused;
}

int main(void) {
    pthread_t one, other;
    pthread_create(&one, NULL, initialize, NULL);
    pthread_create(&other, NULL, lock, NULL);
    pthread_join(one, NULL);
    pthread_join(other, NULL);
    return 0;
}
