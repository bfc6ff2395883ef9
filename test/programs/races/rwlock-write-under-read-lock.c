// expect: race; races-on: x
// Two threads hold the read lock at once (they meet inside), and both write.
#include <pthread.h>
#include <stdatomic.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int x;
static atomic_int inside;

static void *thread(void *unused)
{
    pthread_rwlock_rdlock(&lock);
    atomic_fetch_add_explicit(&inside, 1, memory_order_relaxed);
    while (atomic_load_explicit(&inside, memory_order_relaxed) < 2) {
    }
    x++;
    pthread_rwlock_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, thread, NULL);
    pthread_create(&b, NULL, thread, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
