// So many plain accesses, shared out among so many threads that all live at once. All read one
// table, each writes cells of its own, and one in some hundred steps counts under a common lock.
// usage: accesses THREADS ACCESSES; prints how many steps were counted
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { CELLS = 256, STEPS_PER_LOCK = 256, ACCESSES_PER_STEP = 3 };

static uint32_t table[CELLS];
static uint64_t counted;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t all_are_there;
static uint64_t steps;

static void *worker(void *unused)
{
    uint32_t own[CELLS] = {0}, state = 1;
    pthread_barrier_wait(&all_are_there);
    for (uint64_t done = 0; done < steps; done += STEPS_PER_LOCK) {
        for (int i = 0; i < STEPS_PER_LOCK; i++) {
            state = state * 1664525u + 1013904223u;
            own[state >> 24] += table[state >> 16 & (CELLS - 1)];
        }
        pthread_mutex_lock(&lock);
        counted += own[state >> 24] > 0 ? STEPS_PER_LOCK : 0;
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    int threads = atoi(argv[1]);
    steps = strtoull(argv[2], NULL, 10) / ACCESSES_PER_STEP / (uint64_t)threads;
    pthread_t *t = malloc((size_t)threads * sizeof *t);
    for (uint32_t i = 0; i < CELLS; i++)
        table[i] = i + 1;
    pthread_barrier_init(&all_are_there, NULL, (unsigned)threads);
    for (int i = 0; i < threads; i++) {
        if (pthread_create(&t[i], NULL, worker, NULL) != 0) {
            fprintf(stderr, "no more than %d threads\n", i);
            exit(1);
        }
    }
    for (int i = 0; i < threads; i++)
        pthread_join(t[i], NULL);
    printf("%llu\n", (unsigned long long)counted);
    free(t);
    return 0;
}
