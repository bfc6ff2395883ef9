// Store buffering, the smallest litmus program with an outcome that only weak memory has.
#include <pthread.h>
#include <stdatomic.h>

static atomic_int x, y;

static void *right(void *unused)
{
    atomic_store_explicit(&y, 1, memory_order_release);
    (void)atomic_load_explicit(&x, memory_order_acquire);
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, right, NULL);
    atomic_store_explicit(&x, 1, memory_order_release);
    (void)atomic_load_explicit(&y, memory_order_acquire);
    return pthread_join(t, NULL);
}
