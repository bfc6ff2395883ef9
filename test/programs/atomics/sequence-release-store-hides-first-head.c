// expect: race; races-on: a
// Two release STORES: the reader of the second acquires only what the second thread released.
#include <pthread.h>
#include <stdatomic.h>

static int a, b;
static atomic_int stage;

static void *write_a(void *unused)
{
    a = 1;
    atomic_store_explicit(&stage, 1, memory_order_release);
    return NULL;
}

static void *write_b(void *unused)
{
    b = 1;
    while (atomic_load_explicit(&stage, memory_order_relaxed) != 1) {
    }
    atomic_store_explicit(&stage, 2, memory_order_release);
    return NULL;
}

int main(void)
{
    pthread_t ta, tb;
    pthread_create(&ta, NULL, write_a, NULL);
    pthread_create(&tb, NULL, write_b, NULL);
    while (atomic_load_explicit(&stage, memory_order_relaxed) != 2) {
    }
    if (atomic_load_explicit(&stage, memory_order_acquire) != 2)
        return 1;
    int sum = a + b;
    pthread_join(ta, NULL);
    pthread_join(tb, NULL);
    return sum != 2;
}
