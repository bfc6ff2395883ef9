// clean: a thread's result, changed by its creator once it has been joined.
//
// There is no lock and none is needed: creation and join order the accesses. Eraser knows neither,
// and warns of the first write after the join (lockset mode); hybrid mode knows both.
#include <pthread.h>
#include <stdio.h>

static int sums[2];

static void *worker(void *sum)
{
    for (int i = 1; i <= 10; i++)
        *(int *)sum += i;
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, worker, &sums[0]);
    pthread_create(&b, NULL, worker, &sums[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    sums[0] += sums[1];
    printf("%d\n", sums[0]);
    return 0;
}
