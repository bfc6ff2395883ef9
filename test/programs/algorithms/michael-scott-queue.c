// expect: clean
// wrong: LINK=relaxed; shows: race
// wrong: NEXT=relaxed; shows: race
// wrong: SWING=relaxed; shows: race
// wrong: TAIL=relaxed; shows: race
// wrong: HEAD=relaxed; shows: race
// wrong: ADVANCE=relaxed; shows: race
// Michael and Scott's linked queue (PODC 1996); nodes are never reused, so there is no ABA, and the
// tail may stay behind the head. A node is initialized by its producer, and reached over three
// paths: the link from the one before it, the tail, and the head. Each releases and is acquired.
#include "algorithm.h"

#ifndef LINK
#define LINK release
#endif
#ifndef NEXT
#define NEXT acquire
#endif
#ifndef SWING
#define SWING release
#endif
#ifndef TAIL
#define TAIL acquire
#endif
#ifndef HEAD
#define HEAD acquire
#endif
#ifndef ADVANCE
#define ADVANCE release
#endif

enum { PRODUCERS = 2, ITEMS = 2 };

struct node {
    struct node *_Atomic next;
    int value;
};

static struct node nodes[PRODUCERS * ITEMS + 1];
static struct node *_Atomic head = &nodes[PRODUCERS * ITEMS];
static struct node *_Atomic tail = &nodes[PRODUCERS * ITEMS];

static void enqueue(struct node *node)
{
    for (;;) {
        struct node *last = load(&tail, TAIL);
        struct node *next = load(&last->next, NEXT);
        if (next != NULL) {
            // Another thread has linked its node but not yet moved the tail: help it.
            compare_exchange(&tail, &last, next, SWING, relaxed);
        } else if (compare_exchange(&last->next, &next, node, LINK, relaxed)) {
            compare_exchange(&tail, &last, node, SWING, relaxed);
            return;
        }
    }
}

// Returns 0 if the queue is empty.
static int dequeue(void)
{
    for (;;) {
        struct node *dummy = load(&head, HEAD);
        struct node *first = load(&dummy->next, NEXT);
        if (first == NULL)
            return 0;
        if (compare_exchange(&head, &dummy, first, ADVANCE, relaxed))
            return first->value;
    }
}

static void *producer(void *index)
{
    struct node *own = &nodes[(intptr_t)index * ITEMS];
    for (int i = 0; i < ITEMS; i++) {
        own[i].value = 1;
        atomic_init(&own[i].next, NULL);
        enqueue(&own[i]);
    }
    return NULL;
}

static atomic_int sum;

static void *consumer(void *unused)
{
    for (int i = 0; i < ITEMS; i++)
        fetch_add(&sum, dequeue(), relaxed);
    return unused;
}

int main(void)
{
    THREADS(producer, producer, consumer, consumer);
    for (int value; (value = dequeue()) != 0;)
        fetch_add(&sum, value, relaxed);
    assert(load(&sum, relaxed) == PRODUCERS * ITEMS);
    return 0;
}
