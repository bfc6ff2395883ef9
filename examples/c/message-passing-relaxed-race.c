// race on data: a relaxed flag is atomic, but it induces no order between the threads.
//
// `flag` itself is fine now: atomic accesses never race with atomic accesses. But relaxed order
// promises nothing about OTHER variables, so seeing flag == 1 doesn't mean seeing the message.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static const char *data;
static atomic_int flag;

static void *producer(void *unused)
{
    data = "Hello World!";
    atomic_store_explicit(&flag, 1, memory_order_relaxed);
    return NULL;
}

static void *consumer(void *unused)
{
    while (atomic_load_explicit(&flag, memory_order_relaxed) == 0) {
    }
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
