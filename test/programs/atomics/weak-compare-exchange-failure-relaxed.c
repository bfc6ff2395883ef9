// expect: race; races-on: data; native: skip; options: --cas-failure-rate=1
// C++20 [atomics.types.operations]/21: if it fails, also for no reason, it is a load with the
// failure order. Relaxed here: the consumer has seen the flag and acquired nothing.
#include <pthread.h>
#include <stdatomic.h>

static int data;
static atomic_int flag;

static void *producer(void *unused)
{
    data = 42;
    atomic_store_explicit(&flag, 1, memory_order_release);
    return unused;
}

static void *consumer(void *unused)
{
    int expected;
    do {
        expected = 1;
        atomic_compare_exchange_weak_explicit(&flag, &expected, 2, memory_order_acquire,
                                              memory_order_relaxed);
    } while (expected != 1);
    return data == 42 ? NULL : unused;
}

int main(void)
{
    pthread_t p, c;
    pthread_create(&p, NULL, producer, NULL);
    pthread_create(&c, NULL, consumer, NULL);
    pthread_join(p, NULL);
    pthread_join(c, NULL);
    return 0;
}
