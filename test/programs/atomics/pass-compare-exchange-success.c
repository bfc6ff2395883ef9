// expect: clean
// The consumer succeeds in changing 1 to 2, with acquire.
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
    int one = 1;
    while (!atomic_compare_exchange_weak_explicit(&flag, &one, 2, memory_order_acquire,
                                                  memory_order_relaxed))
        one = 1;
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
