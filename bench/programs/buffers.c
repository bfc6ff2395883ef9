// Buffers of 4 KiB copied from a producer to a consumer: ranges, and semaphores between.
// usage: buffers [buffers, default 200000]; prints a checksum of what arrived
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BYTES = 4096, SLOTS = 32, WORDS = BYTES / sizeof(uint32_t) };

static unsigned char ring[SLOTS][BYTES];
static sem_t filled, empty;
static uint32_t buffers;

static void *producer(void *unused)
{
    uint32_t own[WORDS];
    memset(own, 0, sizeof own);
    for (uint32_t i = 0; i < buffers; i++) {
        for (uint32_t k = 0; k < 16; k++)
            own[(i + k * 61) % WORDS] = i * 31 + k;
        sem_wait(&empty);
        memcpy(ring[i % SLOTS], own, BYTES);
        sem_post(&filled);
    }
    return NULL;
}

static void *consumer(void *arg)
{
    uint32_t own[WORDS];
    uint64_t sum = 0;
    for (uint32_t i = 0; i < buffers; i++) {
        sem_wait(&filled);
        memcpy(own, ring[i % SLOTS], BYTES);
        sem_post(&empty);
        for (uint32_t k = 0; k < 16; k++)
            sum = sum * 3 + own[(i + k * 61) % WORDS];
    }
    *(uint64_t *)arg = sum;
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t p, c;
    uint64_t sum;
    buffers = argc > 1 ? (uint32_t)atoi(argv[1]) : 200000;
    sem_init(&filled, 0, 0);
    sem_init(&empty, 0, SLOTS);
    pthread_create(&p, NULL, producer, NULL);
    pthread_create(&c, NULL, consumer, &sum);
    pthread_join(p, NULL);
    pthread_join(c, NULL);
    printf("%llu\n", (unsigned long long)sum);
    return 0;
}
