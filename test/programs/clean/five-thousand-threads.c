// expect: clean; stdout: "5000\n"
// Five thousand over a run, ten at a time: indexes of dead threads must be used again.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int counter;

static void *thread(void *unused)
{
    atomic_fetch_add_explicit(&counter, 1, memory_order_relaxed);
    return NULL;
}

int main(void)
{
    for (int round = 0; round < 500; round++) {
        pthread_t t[10];
        for (int i = 0; i < 10; i++)
            pthread_create(&t[i], NULL, thread, NULL);
        for (int i = 0; i < 10; i++)
            pthread_join(t[i], NULL);
    }
    printf("%d\n", counter);
    return 0;
}
