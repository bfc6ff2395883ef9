// expect: race; races-on: x
// The result of trylock is ignored; it fails, for the other thread holds the lock.
// C11 7.26.4.5: a failed try synchronizes with nothing.
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int x;
static atomic_int held, tried;

static void *thread(void *unused)
{
    while (!atomic_load_explicit(&held, memory_order_relaxed)) {
    }
    pthread_mutex_trylock(&lock);
    x++;
    atomic_store_explicit(&tried, 1, memory_order_relaxed);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_mutex_lock(&lock);
    x++;
    atomic_store_explicit(&held, 1, memory_order_relaxed);
    while (!atomic_load_explicit(&tried, memory_order_relaxed)) {
    }
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
