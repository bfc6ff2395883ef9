// expect: clean; stdout: "200\n"; options: -O2
// Peterson's algorithm: `turn` is used in one function, which stores to it before it loads. It
// stays one for both threads.
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

static atomic_int wants[2], turn;
static int counter;

static void *worker(void *argument)
{
    int self = (int)(intptr_t)argument;
    for (int i = 0; i < 100; i++) {
        atomic_store(&wants[self], 1);
        atomic_store(&turn, 1 - self);
        while (atomic_load(&wants[1 - self]) && atomic_load(&turn) == 1 - self)
            ;
        counter++;
        atomic_store(&wants[self], 0);
    }
    return argument;
}

int main(void)
{
    pthread_t threads[2];
    for (intptr_t i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, worker, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", counter);
    return 0;
}
