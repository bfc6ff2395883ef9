// expect: deadlock
// A then B, B then A; they meet in between, so that it happens in every run.
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;
static atomic_int hold_one;

static void lock_in_order(pthread_mutex_t *first, pthread_mutex_t *second)
{
    pthread_mutex_lock(first);
    atomic_fetch_add_explicit(&hold_one, 1, memory_order_relaxed);
    while (atomic_load_explicit(&hold_one, memory_order_relaxed) < 2) {
    }
    pthread_mutex_lock(second);
    pthread_mutex_unlock(second);
    pthread_mutex_unlock(first);
}

static void *thread(void *unused)
{
    lock_in_order(&b, &a);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    lock_in_order(&a, &b);
    pthread_join(t, NULL);
    return 0;
}
