// expect: clean; stdout: "2000\n"
// The weak exchange may fail for no reason; the loop takes care of it.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int counter;

static void *count(void *unused)
{
    for (int i = 0; i < 1000; i++) {
        int old = atomic_load_explicit(&counter, memory_order_relaxed);
        while (!atomic_compare_exchange_weak_explicit(&counter, &old, old + 1,
                                                      memory_order_relaxed,
                                                      memory_order_relaxed)) {
        }
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
    printf("%d\n", counter);
    return 0;
}
