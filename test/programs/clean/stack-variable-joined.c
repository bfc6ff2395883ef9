// expect: clean; stdout: "5\n"
// The address of a local variable may leave the thread as long as the frame outlives its use.
#include <pthread.h>
#include <stdio.h>

static void *set(void *local)
{
    *(int *)local = 5;
    return NULL;
}

static int with_helper(void)
{
    pthread_t t;
    int local = 0;
    pthread_create(&t, NULL, set, &local);
    pthread_join(t, NULL);
    return local;
}

int main(void)
{
    printf("%d\n", with_helper());
    return 0;
}
