// expect: race; races-on: heap
// The read comes after the free in this run, forced by an order that no thread acquires.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static int *object;
static atomic_int freed;

static void *thread(void *unused)
{
    while (!atomic_load_explicit(&freed, memory_order_relaxed)) {
    }
    return *object == 12345 ? unused : NULL;
}

int main(void)
{
    pthread_t t;
    object = calloc(1, sizeof *object);
    pthread_create(&t, NULL, thread, NULL);
    free(object);
    atomic_store_explicit(&freed, 1, memory_order_relaxed);
    pthread_join(t, NULL);
    return 0;
}
