// expect: clean
// All atomics: whatever the two threads read (0 and 0 included), there is no data race.
#include <pthread.h>
#include <stdatomic.h>

static atomic_int x, y;

static void *left(void *unused)
{
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    return atomic_load_explicit(&y, memory_order_relaxed) > 1 ? unused : NULL;
}

static void *right(void *unused)
{
    atomic_store_explicit(&y, 1, memory_order_relaxed);
    return atomic_load_explicit(&x, memory_order_relaxed) > 1 ? unused : NULL;
}

int main(void)
{
    pthread_t l, r;
    pthread_create(&l, NULL, left, NULL);
    pthread_create(&r, NULL, right, NULL);
    pthread_join(l, NULL);
    pthread_join(r, NULL);
    return 0;
}
