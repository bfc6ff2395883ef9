// expect: clean; stdout: "2000\n"
// The old __sync builtins are full barriers, on plain variables.
#include <pthread.h>
#include <stdio.h>

static int counter;

static void *count(void *unused)
{
    for (int i = 0; i < 1000; i++)
        __sync_fetch_and_add(&counter, 1);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, count, NULL);
    pthread_create(&b, NULL, count, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d\n", counter);
    return 0;
}
