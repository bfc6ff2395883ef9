// race on data: a release fence needs its partner, and the consumer has no acquire fence.
//
// Synchronization takes two: the producer does its part, the consumer reads the flag relaxed and
// never acquires what was released.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static const char *data;
static atomic_int flag;

static void *producer(void *unused)
{
    data = "Hello World!";
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&flag, 1, memory_order_relaxed);
    return NULL;
}

static void *consumer(void *unused)
{
    while (atomic_load_explicit(&flag, memory_order_relaxed) == 0) {
    }
    puts(data);     // the missing line above: atomic_thread_fence(memory_order_acquire);
    return NULL;
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
