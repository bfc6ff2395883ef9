// expect: race; races-on: ready
// The predicate is set without the mutex. The signal is repeated, or else it might be lost.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int ready;
static atomic_int woken;

static void *waiter(void *unused)
{
    pthread_mutex_lock(&lock);
    while (!ready)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    atomic_store_explicit(&woken, 1, memory_order_relaxed);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, waiter, NULL);
    ready = 1;
    while (!atomic_load_explicit(&woken, memory_order_relaxed)) {
        pthread_cond_signal(&changed);
        sched_yield();
    }
    pthread_join(t, NULL);
    return 0;
}
