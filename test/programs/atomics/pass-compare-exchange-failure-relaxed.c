// expect: race; races-on: data
// The exchange FAILS when it sees the flag, and the failure order is relaxed: a failed
// compare_exchange is a load of the failure order (C11 7.17.7.4).
#include <pthread.h>
#include <stdatomic.h>

static int data;
static atomic_int flag;

static void *producer(void *unused)
{
    data = 42;
    atomic_store_explicit(&flag, 1, memory_order_release);
    return NULL;
}

static void *consumer(void *unused)
{
    int zero = 0;
    while (atomic_compare_exchange_strong_explicit(&flag, &zero, 0, memory_order_acquire,
                                                   memory_order_relaxed)) {
    }
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
