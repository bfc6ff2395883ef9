// expect: race; races-on: x
// One read section wholly before the other: POSIX promises order between a reader and a WRITER only
// (C++20 [thread.sharedmutex.requirements]: unlock_shared synchronizes with later lock(), not with
// lock_shared()). An implementation in which every unlock releases to every lock misses this.
#include <pthread.h>
#include <stdatomic.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int x;
static atomic_int first_is_out;

static void *thread(void *unused)
{
    while (!atomic_load_explicit(&first_is_out, memory_order_relaxed)) {
    }
    pthread_rwlock_rdlock(&lock);
    x++;
    pthread_rwlock_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_rwlock_rdlock(&lock);
    x++;
    pthread_rwlock_unlock(&lock);
    atomic_store_explicit(&first_is_out, 1, memory_order_relaxed);
    pthread_join(t, NULL);
    return 0;
}
