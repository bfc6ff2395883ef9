// expect: clean; stdout: "5 100 200\n"
// Each thread has its own, with its initial value.
#include <pthread.h>
#include <stdio.h>

static _Thread_local int mine = 5;

static void *thread(void *arg)
{
    int *number = arg;
    if (mine != 5)
        return arg;
    mine = *number;
    for (int i = 0; i < 10; i++)
        mine += 0;
    *number = mine;
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    int na = 100, nb = 200;
    pthread_create(&a, NULL, thread, &na);
    pthread_create(&b, NULL, thread, &nb);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d %d\n", mine, na, nb);
    return 0;
}
