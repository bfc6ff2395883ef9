// expect: race; races-on: heap
// C11 7.22.3.5: realloc deallocates the old object, even if the new one has the same address.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static char *block;
static atomic_int has_read;

static void *thread(void *old)
{
    int seen = *(char *)old;
    atomic_store_explicit(&has_read, 1, memory_order_relaxed);
    return seen == 0 ? NULL : old;
}

int main(void)
{
    pthread_t t;
    block = calloc(16, 1);
    pthread_create(&t, NULL, thread, block);
    while (!atomic_load_explicit(&has_read, memory_order_relaxed)) {
    }
    block = realloc(block, 100000);
    pthread_join(t, NULL);
    free(block);
    return 0;
}
