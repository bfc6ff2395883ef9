// race on x: the smallest data race, `++x` in two threads.
//
// It would not help if the compiler made one machine instruction of it: two processors may still
// execute their reads and writes interleaved, and to the language it is undefined either way.
#include <pthread.h>
#include <stdio.h>

static int x;

static void f(void)
{
    ++x;
}

static void *thread(void *unused)
{
    f();
    return NULL;
}

int main(void)
{
    pthread_t other;
    pthread_create(&other, NULL, thread, NULL);
    f();
    pthread_join(other, NULL);
    printf("%d\n", x);
    return 0;
}
