// expect: clean; stdout: "returned 7, exited 8\n"
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

static void *returns(void *unused)
{
    return (void *)(intptr_t)7;
}

static void leave(void)
{
    pthread_exit((void *)(intptr_t)8);
}

static void *exits(void *unused)
{
    leave();
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    void *ra, *rb;
    pthread_create(&a, NULL, returns, NULL);
    pthread_create(&b, NULL, exits, NULL);
    pthread_join(a, &ra);
    pthread_join(b, &rb);
    printf("returned %d, exited %d\n", (int)(intptr_t)ra, (int)(intptr_t)rb);
    return 0;
}
