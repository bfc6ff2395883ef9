// expect: clean; stdout: "10\n"
// Allocated in one thread, written in a second, freed in the first.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *fill(void *arg)
{
    int *numbers = arg;
    for (int i = 0; i < 5; i++)
        numbers[i] = i;
    return numbers;
}

int main(void)
{
    pthread_t t;
    void *result;
    int sum = 0;
    pthread_create(&t, NULL, fill, malloc(5 * sizeof(int)));
    pthread_join(t, &result);
    for (int i = 0; i < 5; i++)
        sum += ((int *)result)[i];
    free(result);
    printf("%d\n", sum);
    return 0;
}
