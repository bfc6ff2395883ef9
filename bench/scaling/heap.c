// A heap of so many MiB: two threads write half of it each, then read what the other wrote.
// usage: heap MIB; prints a checksum
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 2, WORDS = (1 << 20) / sizeof(uint32_t) };

static uint32_t **blocks;
static int count;
static pthread_barrier_t written;

struct part {
    int self;
    uint64_t sum;
};

static void *worker(void *arg)
{
    struct part *part = arg;
    for (int i = part->self; i < count; i += THREADS)
        for (uint32_t k = 0; k < WORDS; k++)
            blocks[i][k] = k ^ (uint32_t)i;
    pthread_barrier_wait(&written);
    for (int i = 1 - part->self; i < count; i += THREADS)
        for (uint32_t k = 0; k < WORDS; k++)
            part->sum += blocks[i][k];
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t[THREADS];
    struct part parts[THREADS] = {{0, 0}, {1, 0}};
    count = argc > 1 ? atoi(argv[1]) : 1;
    blocks = malloc((size_t)count * sizeof *blocks);
    for (int i = 0; i < count; i++) {
        blocks[i] = malloc(WORDS * sizeof **blocks);
        if (blocks[i] == NULL) {
            fprintf(stderr, "malloc returned NULL after %d MiB\n", i);
            return 1;
        }
    }
    pthread_barrier_init(&written, NULL, THREADS);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&t[i], NULL, worker, &parts[i]);
    for (int i = 0; i < THREADS; i++)
        pthread_join(t[i], NULL);
    printf("%llu\n", (unsigned long long)(parts[0].sum + parts[1].sum));
    for (int i = 0; i < count; i++)
        free(blocks[i]);
    free(blocks);
    return 0;
}
