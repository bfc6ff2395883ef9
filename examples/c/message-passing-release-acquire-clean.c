// clean: an acquire load that reads from a release store synchronizes with it.
//
// The store releases all that its thread did before; the load that reads its value acquires it.
// So: write of data -> store of flag -> load of flag -> read of data, each before the next.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static const char *data;
static atomic_int flag;

static void *producer(void *unused)
{
    data = "Hello World!";
    atomic_store_explicit(&flag, 1, memory_order_release);
    return NULL;
}

static void *consumer(void *unused)
{
    while (atomic_load_explicit(&flag, memory_order_acquire) == 0) {
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
