// Heat flow on a line, a barrier after each step: read-shared borders, writes in turns.
// usage: stencil [cells, default 20000] [steps, default 5000]; prints the heat in the middle
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 2 };

static int cells, steps;
static double *now, *next;
static pthread_barrier_t barrier;

static void *flow(void *arg)
{
    int me = *(int *)arg;
    int begin = 1 + (cells - 2) / THREADS * me;
    int end = me == THREADS - 1 ? cells - 1 : 1 + (cells - 2) / THREADS * (me + 1);
    double *from = now, *to = next;
    for (int step = 0; step < steps; step++) {
        for (int i = begin; i < end; i++)
            to[i] = 0.25 * from[i - 1] + 0.5 * from[i] + 0.25 * from[i + 1];
        // One barrier suffices: who goes on writes the array that all have finished reading.
        pthread_barrier_wait(&barrier);
        double *swap = from;
        from = to;
        to = swap;
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t[THREADS];
    int number[THREADS];
    cells = argc > 1 ? atoi(argv[1]) : 20000;
    steps = argc > 2 ? atoi(argv[2]) : 5000;
    now = calloc((size_t)cells, sizeof *now);
    next = calloc((size_t)cells, sizeof *next);
    now[cells / 2] = next[cells / 2] = 1000;
    pthread_barrier_init(&barrier, NULL, THREADS);
    for (int i = 0; i < THREADS; i++) {
        number[i] = i;
        pthread_create(&t[i], NULL, flow, &number[i]);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(t[i], NULL);
    printf("%.6f\n", (steps % 2 != 0 ? next : now)[cells / 2]);
    pthread_barrier_destroy(&barrier);
    free(now);
    free(next);
    return 0;
}
