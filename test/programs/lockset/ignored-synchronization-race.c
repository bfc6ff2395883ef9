// expect: race; races-on: v; tsan: any
// The mutex orders nothing while its thread's synchronization is ignored.
#include <antecede.h>
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_int turn;
static int v;

static void *first(void *unused) {
    v = 1;
    ANTECEDE_IGNORE_SYNC_BEGIN();
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    atomic_store_explicit(&turn, 1, memory_order_release);
    ANTECEDE_IGNORE_SYNC_END();
    return unused;
}

static void *second(void *unused) {
    while (atomic_load_explicit(&turn, memory_order_acquire) == 0) {
    }
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    v = 2;
    return unused;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
