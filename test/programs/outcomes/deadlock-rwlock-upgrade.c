// expect: deadlock
// Two readers both want to become writers, and each waits for the other to leave.
#include <pthread.h>
#include <stdatomic.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static atomic_int readers;

static void *upgrade(void *unused)
{
    pthread_rwlock_rdlock(&lock);
    atomic_fetch_add_explicit(&readers, 1, memory_order_relaxed);
    while (atomic_load_explicit(&readers, memory_order_relaxed) < 2) {
    }
    pthread_rwlock_wrlock(&lock);
    pthread_rwlock_unlock(&lock);
    pthread_rwlock_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, upgrade, NULL);
    pthread_create(&b, NULL, upgrade, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
