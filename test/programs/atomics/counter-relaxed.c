// expect: clean; stdout: "20000\n"
// A relaxed RMW loses nothing (C++20 [atomics.order]/10), and join orders the final load.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int counter;

static void *count(void *unused)
{
    for (int i = 0; i < 5000; i++)
        atomic_fetch_add_explicit(&counter, 1, memory_order_relaxed);
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, count, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("%d\n", atomic_load_explicit(&counter, memory_order_relaxed));
    return 0;
}
