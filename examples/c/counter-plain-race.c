// race on counter: `counter++` on a plain variable reads, adds and writes in three steps.
//
// Two threads can read the same old value, and one increment is lost. Worse, it is undefined
// behaviour: no result at all is promised, not even one between the two extremes.
#include <pthread.h>
#include <stdio.h>

static int counter;

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
