// expect: clean; stdout: "0 1 4 9\n"
// The right way to pass an index: each thread gets the address of its own element.
#include <pthread.h>
#include <stdio.h>

static void *square(void *arg)
{
    int *number = arg;
    *number *= *number;
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    int numbers[4];
    for (int i = 0; i < 4; i++) {
        numbers[i] = i;
        pthread_create(&t[i], NULL, square, &numbers[i]);
    }
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("%d %d %d %d\n", numbers[0], numbers[1], numbers[2], numbers[3]);
    return 0;
}
