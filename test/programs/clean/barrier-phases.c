// expect: clean; stdout: "1000\n"
// Write, meet, read, meet: two barriers a round keep the phases apart.
#include <pthread.h>
#include <stdio.h>

static pthread_barrier_t barrier;
static int cells[4];
static long totals[4];

static void *thread(void *arg)
{
    int *cell = arg;
    for (int round = 0; round < 10; round++) {
        *cell = round + 20;
        pthread_barrier_wait(&barrier);
        for (int i = 0; i < 4; i++)
            totals[cell - cells] += cells[i] - round + 5;
        pthread_barrier_wait(&barrier);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    pthread_barrier_init(&barrier, NULL, 4);
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, thread, &cells[i]);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("%ld\n", totals[0]);
    pthread_barrier_destroy(&barrier);
    return 0;
}
