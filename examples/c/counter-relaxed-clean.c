// clean: relaxed fetch_add loses nothing, and the total is exact after the joins.
//
// The text that this example comes from calls it a data race that loses updates. It is neither. A
// read-modify-write is atomic whatever its order: it always reads the newest value in modification
// order (C++20 [atomics.order]), and atomics never race with atomics. What relaxed order
// does NOT do is publish other variables; a counter that is read after join needs none of that.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int counter;

static void *count(void *unused)
{
    for (int i = 0; i < 1000; i++)
        atomic_fetch_add_explicit(&counter, 1, memory_order_relaxed);
    return NULL;
}

int main(void)
{
    pthread_t threads[10];
    for (int i = 0; i < 10; i++)
        pthread_create(&threads[i], NULL, count, NULL);
    for (int i = 0; i < 10; i++)
        pthread_join(threads[i], NULL);
    // Join orders all increments before this load, so even a relaxed load must see them.
    printf("%d\n", atomic_load_explicit(&counter, memory_order_relaxed));
    return 0;
}
