// expect: race; races-on: heap
// free() counts as a write to the whole block; here the write comes first in this run.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static char *block;
static atomic_int written;

static void *thread(void *unused)
{
    block[99] = 1;
    atomic_store_explicit(&written, 1, memory_order_relaxed);
    return NULL;
}

int main(void)
{
    pthread_t t;
    block = malloc(100);
    pthread_create(&t, NULL, thread, NULL);
    while (!atomic_load_explicit(&written, memory_order_relaxed)) {
    }
    free(block);
    pthread_join(t, NULL);
    return 0;
}
