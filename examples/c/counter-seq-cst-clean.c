// clean: the default order of C11 atomics, sequentially consistent.
//
// `counter++` on an _Atomic variable IS an atomic read-modify-write with memory_order_seq_cst.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int counter;

static void *count(void *unused)
{
    for (int i = 0; i < 1000; i++)
        counter++;
    return NULL;
}

int main(void)
{
    pthread_t threads[10];
    for (int i = 0; i < 10; i++)
        pthread_create(&threads[i], NULL, count, NULL);
    for (int i = 0; i < 10; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", counter);
    return 0;
}
