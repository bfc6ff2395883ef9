// clean, and yet wrong: no data race, but increments may be lost.
//
// An atomic load and an atomic store are two operations; another thread's increment may fall
// between them. That is a race CONDITION, not a data race: nothing is undefined, the total is
// simply anything from 2 to 2000. A race detector is silent here, rightly.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int counter;

static void *count(void *unused)
{
    for (int i = 0; i < 1000; i++) {
        int old = atomic_load_explicit(&counter, memory_order_relaxed);
        atomic_store_explicit(&counter, old + 1, memory_order_relaxed);
    }
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, count, NULL);
    pthread_create(&b, NULL, count, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    puts(counter >= 2 && counter <= 2000 ? "between 2 and 2000" : "impossible");
    return 0;
}
