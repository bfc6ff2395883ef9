// expect: clean; stdout: "43\n"
#include <pthread.h>
#include <stdio.h>

static int x;

static void *increment(void *unused)
{
    x++;
    return NULL;
}

int main(void)
{
    pthread_t t;
    x = 42;
    pthread_create(&t, NULL, increment, NULL);
    pthread_join(t, NULL);
    printf("%d\n", x);
    return 0;
}
