// One producer, one consumer, a ring of slots: release and acquire on two indexes.
// usage: spsc-ring [items, default 12000000]; prints their sum
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { SLOTS = 1024 };

static uint32_t ring[SLOTS];
static _Alignas(64) atomic_uint head;
static _Alignas(64) atomic_uint tail;
static uint32_t items;

static void *producer(void *unused)
{
    for (uint32_t i = 0; i < items; i++) {
        // The own index needs no order, the other's says which slots are free again.
        uint32_t t = atomic_load_explicit(&tail, memory_order_relaxed);
        while (t - atomic_load_explicit(&head, memory_order_acquire) == SLOTS)
            sched_yield();
        ring[t % SLOTS] = i;
        atomic_store_explicit(&tail, t + 1, memory_order_release);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t p;
    uint64_t sum = 0;
    items = argc > 1 ? (uint32_t)atoi(argv[1]) : 12000000;
    pthread_create(&p, NULL, producer, NULL);
    for (uint32_t i = 0; i < items; i++) {
        uint32_t h = atomic_load_explicit(&head, memory_order_relaxed);
        while (h == atomic_load_explicit(&tail, memory_order_acquire))
            sched_yield();
        sum += ring[h % SLOTS];
        atomic_store_explicit(&head, h + 1, memory_order_release);
    }
    pthread_join(p, NULL);
    printf("%llu\n", (unsigned long long)sum);
    return 0;
}
