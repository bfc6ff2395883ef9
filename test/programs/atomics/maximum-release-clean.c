// expect: clean; options: -O2
// A maximum that releases orders what comes before.
#include <pthread.h>
#include <stdio.h>

static int data, top;

static void *writer(void *argument)
{
    data = 42;
    __atomic_fetch_max(&top, 3, __ATOMIC_RELEASE);
    return argument;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, writer, NULL);
    while (__atomic_load_n(&top, __ATOMIC_ACQUIRE) != 3)
        ;
    printf("%d\n", data >= 0);
    pthread_join(thread, NULL);
    return 0;
}
