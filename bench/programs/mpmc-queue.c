// Bounded queue for many producers and consumers: a sequence number in each cell tells whose turn
// it is (the scheme is Dmitry Vyukov's bounded MPMC queue; the code is our own).
// usage: mpmc-queue [items per producer, default 2000000]; prints the sum of all
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { CELLS = 1024, PRODUCERS = 2, CONSUMERS = 2 };

struct cell {
    atomic_uint turn;       // position: free for its writer; position + 1: filled, for its reader
    uint32_t value;
};

static struct cell cells[CELLS];
static _Alignas(64) atomic_uint write_position;
static _Alignas(64) atomic_uint read_position;
static uint32_t items;

/** Claims the next position whose cell is `offset` turns ahead, NULL if queue is full or empty. */
static struct cell *claim(atomic_uint *position, uint32_t offset, uint32_t *claimed)
{
    uint32_t at = atomic_load_explicit(position, memory_order_relaxed);
    for (;;) {
        struct cell *cell = &cells[at % CELLS];
        uint32_t turn = atomic_load_explicit(&cell->turn, memory_order_acquire);
        int32_t ahead = (int32_t)(turn - (at + offset));
        if (ahead < 0)
            return NULL;
        if (ahead > 0) {
            at = atomic_load_explicit(position, memory_order_relaxed);
        } else if (atomic_compare_exchange_weak_explicit(position, &at, at + 1,
                                                         memory_order_relaxed,
                                                         memory_order_relaxed)) {
            *claimed = at;
            return cell;
        }
    }
}

static void *producer(void *first)
{
    for (uint32_t i = 0; i < items; i++) {
        uint32_t at;
        struct cell *cell;
        while ((cell = claim(&write_position, 0, &at)) == NULL)
            sched_yield();
        cell->value = *(uint32_t *)first + i;
        atomic_store_explicit(&cell->turn, at + 1, memory_order_release);
    }
    return NULL;
}

static void *consumer(void *arg)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < items * PRODUCERS / CONSUMERS; i++) {
        uint32_t at;
        struct cell *cell;
        while ((cell = claim(&read_position, 1, &at)) == NULL)
            sched_yield();
        sum += cell->value;
        atomic_store_explicit(&cell->turn, at + CELLS, memory_order_release);
    }
    *(uint64_t *)arg = sum;
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t p[PRODUCERS], c[CONSUMERS];
    uint32_t first[PRODUCERS];
    uint64_t sums[CONSUMERS], total = 0;
    items = argc > 1 ? (uint32_t)atoi(argv[1]) : 2000000;
    for (uint32_t i = 0; i < CELLS; i++)
        atomic_init(&cells[i].turn, i);
    for (uint32_t i = 0; i < PRODUCERS; i++) {
        first[i] = i * items;
        pthread_create(&p[i], NULL, producer, &first[i]);
    }
    for (int i = 0; i < CONSUMERS; i++)
        pthread_create(&c[i], NULL, consumer, &sums[i]);
    for (int i = 0; i < PRODUCERS; i++)
        pthread_join(p[i], NULL);
    for (int i = 0; i < CONSUMERS; i++) {
        pthread_join(c[i], NULL);
        total += sums[i];
    }
    printf("%llu\n", (unsigned long long)total);
    return 0;
}
