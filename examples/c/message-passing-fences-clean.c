// clean: relaxed accesses between a release fence and an acquire fence synchronize.
//
// C11 7.17.4: a release fence synchronizes with an acquire fence if a store after the one is
// read by a load before the other. gcc's ThreadSanitizer ignores fences and reports a race here.
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
    // One fence after the loop orders as well as an acquire in each turn of it, and costs less.
    atomic_thread_fence(memory_order_acquire);
    puts(data);
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
