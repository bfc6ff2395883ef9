// expect: race; races-on: numbers
// qsort reads and writes the array.
#include <pthread.h>
#include <stdlib.h>

static int numbers[8] = {7, 6, 5, 4, 3, 2, 1, 0};

static int ascending(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void *thread(void *unused)
{
    qsort(numbers, 8, sizeof numbers[0], ascending);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    numbers[0] = 9;
    pthread_join(t, NULL);
    return 0;
}
