// clean: acquire-release counting is right too, only stronger than this counter needs.
//
// Each increment synchronizes with the one it read from. Compare counter-relaxed-clean.c: the
// total is the same, because atomicity, not order, is what keeps increments from being lost.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int counter;

static void *count(void *unused)
{
    for (int i = 0; i < 1000; i++)
        atomic_fetch_add_explicit(&counter, 1, memory_order_acq_rel);
    return NULL;
}

int main(void)
{
    pthread_t threads[10];
    for (int i = 0; i < 10; i++)
        pthread_create(&threads[i], NULL, count, NULL);
    for (int i = 0; i < 10; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", atomic_load_explicit(&counter, memory_order_acquire));
    return 0;
}
