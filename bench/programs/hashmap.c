// A hash map of chains under one mutex per stripe: locks around short critical sections.
// usage: hashmap [operations per thread, default 5000000]; prints how many keys were counted
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { STRIPES = 16, BUCKETS = 4096, KEYS = 8192, THREADS = 2 };

struct entry {
    struct entry *next;
    uint32_t key;
    uint32_t count;
};

static struct entry *buckets[BUCKETS];
static pthread_mutex_t locks[STRIPES];
static int operations;

static uint32_t hash(uint32_t key)
{
    return key * 2654435761u >> 20;     // the top 12 bits: BUCKETS
}

static void count_key(uint32_t key)
{
    uint32_t bucket = hash(key);
    pthread_mutex_t *lock = &locks[bucket % STRIPES];
    pthread_mutex_lock(lock);
    struct entry *entry = buckets[bucket];
    while (entry != NULL && entry->key != key)
        entry = entry->next;
    if (entry == NULL) {
        entry = malloc(sizeof *entry);
        *entry = (struct entry){buckets[bucket], key, 0};
        buckets[bucket] = entry;
    }
    entry->count++;
    pthread_mutex_unlock(lock);
}

static void *worker(void *seed)
{
    uint32_t state = *(uint32_t *)seed;
    for (int i = 0; i < operations; i++) {
        state = state * 1664525u + 1013904223u;
        count_key(state >> 8 & (KEYS - 1));
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t[THREADS];
    uint32_t seeds[THREADS];
    operations = argc > 1 ? atoi(argv[1]) : 5000000;
    for (int i = 0; i < STRIPES; i++)
        pthread_mutex_init(&locks[i], NULL);
    for (uint32_t i = 0; i < THREADS; i++) {
        seeds[i] = i + 1;
        pthread_create(&t[i], NULL, worker, &seeds[i]);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(t[i], NULL);
    unsigned long long total = 0;
    for (int i = 0; i < BUCKETS; i++)
        for (struct entry *entry = buckets[i]; entry != NULL; entry = entry->next)
            total += entry->count;
    printf("%llu\n", total);
    return 0;
}
