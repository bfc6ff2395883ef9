// A cache behind a read-write lock: many look-ups, some evictions.
// usage: rwlock-cache [look-ups per thread, default 4000000]; prints the sum of what was found
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 3, SLOTS = 1024, KEYS = 1100 };

struct slot {
    uint32_t key;
    uint32_t value;
    int is_filled;
};

static struct slot slots[SLOTS];
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int lookups;

static uint32_t compute(uint32_t key)
{
    uint32_t value = key;
    for (int i = 0; i < 50; i++)
        value = value * 1664525u + 1013904223u;
    return value >> 16;
}

static uint32_t look_up(uint32_t key)
{
    struct slot *slot = &slots[key % SLOTS];
    pthread_rwlock_rdlock(&lock);
    int is_hit = slot->is_filled && slot->key == key;
    uint32_t value = slot->value;
    pthread_rwlock_unlock(&lock);
    if (is_hit)
        return value;
    value = compute(key);
    pthread_rwlock_wrlock(&lock);
    *slot = (struct slot){key, value, 1};
    pthread_rwlock_unlock(&lock);
    return value;
}

static void *worker(void *arg)
{
    uint64_t *sum = arg;
    uint32_t state = (uint32_t)*sum;
    *sum = 0;
    for (int i = 0; i < lookups; i++) {
        state = state * 1664525u + 1013904223u;
        *sum += look_up((state >> 8) % KEYS);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t[THREADS];
    uint64_t sums[THREADS], total = 0;
    lookups = argc > 1 ? atoi(argv[1]) : 4000000;
    for (int i = 0; i < THREADS; i++) {
        sums[i] = (uint64_t)i + 1;
        pthread_create(&t[i], NULL, worker, &sums[i]);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(t[i], NULL);
        total += sums[i];
    }
    printf("%llu\n", (unsigned long long)total);
    return 0;
}
