// Linked lock-free queue, after Michael and Scott, PODC 1996. Nodes come from one array and are
// never freed while threads run, so there is no ABA and no hazard pointer.
// usage: michael-scott-queue [items per thread, default 1000000]; prints the sum of all
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { PAIRS = 2 };

struct node {
    struct node *_Atomic next;
    uint32_t value;
};

static struct node *nodes;
static _Alignas(64) struct node *_Atomic head;      // the node before the first value
static _Alignas(64) struct node *_Atomic tail;      // the last node, or the one before it
static uint32_t items;

static void enqueue(struct node *node)
{
    for (;;) {
        struct node *last = atomic_load_explicit(&tail, memory_order_acquire);
        struct node *next = atomic_load_explicit(&last->next, memory_order_acquire);
        if (next != NULL) {
            // Another thread has linked its node but not yet moved the tail: help it.
            atomic_compare_exchange_weak_explicit(&tail, &last, next, memory_order_release,
                                                  memory_order_relaxed);
        } else if (atomic_compare_exchange_weak_explicit(&last->next, &next, node,
                                                         memory_order_release,
                                                         memory_order_relaxed)) {
            atomic_compare_exchange_strong_explicit(&tail, &last, node, memory_order_release,
                                                    memory_order_relaxed);
            return;
        }
    }
}

static int dequeue(uint32_t *value)
{
    for (;;) {
        struct node *dummy = atomic_load_explicit(&head, memory_order_acquire);
        struct node *first = atomic_load_explicit(&dummy->next, memory_order_acquire);
        if (first == NULL)
            return 0;
        // The tail must not stay behind the head: nodes before the head count as gone.
        struct node *last = atomic_load_explicit(&tail, memory_order_acquire);
        if (dummy == last) {
            atomic_compare_exchange_weak_explicit(&tail, &last, first, memory_order_release,
                                                  memory_order_relaxed);
        } else if (atomic_compare_exchange_weak_explicit(&head, &dummy, first,
                                                         memory_order_acq_rel,
                                                         memory_order_relaxed)) {
            *value = first->value;
            return 1;
        }
    }
}

static void *producer(void *arg)
{
    struct node *own = arg;
    for (uint32_t i = 0; i < items; i++) {
        own[i].value = i;
        atomic_init(&own[i].next, NULL);
        enqueue(&own[i]);
    }
    return NULL;
}

static void *consumer(void *arg)
{
    uint64_t sum = 0;
    for (uint32_t i = 0, value; i < items; i++) {
        while (!dequeue(&value))
            sched_yield();
        sum += value;
    }
    *(uint64_t *)arg = sum;
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t p[PAIRS], c[PAIRS];
    uint64_t sums[PAIRS], total = 0;
    items = argc > 1 ? (uint32_t)atoi(argv[1]) : 1000000;
    nodes = malloc(((size_t)items * PAIRS + 1) * sizeof *nodes);
    struct node *dummy = &nodes[(size_t)items * PAIRS];
    atomic_init(&dummy->next, NULL);
    atomic_init(&head, dummy);
    atomic_init(&tail, dummy);
    for (uint32_t i = 0; i < PAIRS; i++) {
        pthread_create(&p[i], NULL, producer, nodes + (size_t)i * items);
        pthread_create(&c[i], NULL, consumer, &sums[i]);
    }
    for (int i = 0; i < PAIRS; i++) {
        pthread_join(p[i], NULL);
        pthread_join(c[i], NULL);
        total += sums[i];
    }
    printf("%llu\n", (unsigned long long)total);
    free(nodes);
    return 0;
}
