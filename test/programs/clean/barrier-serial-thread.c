// expect: clean; stdout: "5 chosen\n"
// Exactly one thread of each round is told PTHREAD_BARRIER_SERIAL_THREAD.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static pthread_barrier_t barrier;
static atomic_int chosen;

static void *thread(void *unused)
{
    for (int round = 0; round < 5; round++)
        if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD)
            chosen++;
    return NULL;
}

int main(void)
{
    pthread_t t[3];
    pthread_barrier_init(&barrier, NULL, 3);
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, thread, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    printf("%d chosen\n", chosen);
    return 0;
}
