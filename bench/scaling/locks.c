// So many locks held at once: two threads take them all in one order, write, and give them back.
// usage: locks LOCKS PAIRS; PAIRS are locks and unlocks in all; prints how often all were held
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 2 };

static pthread_mutex_t *locks;
static int count;
static uint64_t rounds, held;

static void *worker(void *unused)
{
    for (uint64_t round = 0; round < rounds; round++) {
        for (int i = 0; i < count; i++)
            pthread_mutex_lock(&locks[i]);
        held++;
        for (int i = count - 1; i >= 0; i--)
            pthread_mutex_unlock(&locks[i]);
    }
    return unused;
}

int main(int argc, char **argv)
{
    pthread_t t[THREADS];
    if (argc != 3)
        return 2;
    count = atoi(argv[1]);
    rounds = strtoull(argv[2], NULL, 10) / (uint64_t)count / THREADS;
    locks = malloc((size_t)count * sizeof *locks);
    for (int i = 0; i < count; i++)
        pthread_mutex_init(&locks[i], NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&t[i], NULL, worker, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(t[i], NULL);
    printf("%llu\n", (unsigned long long)held);
    for (int i = 0; i < count; i++)
        pthread_mutex_destroy(&locks[i]);
    free(locks);
    return 0;
}
