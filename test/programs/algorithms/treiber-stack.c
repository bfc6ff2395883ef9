// expect: clean
// wrong: PUSH=relaxed; shows: race
// wrong: POP=relaxed; shows: race
// wrong: POP_AGAIN=relaxed; shows: race
// Treiber's stack (IBM RJ 5118, 1986); nodes are never reused, so there is no ABA. What is popped
// was acquired when the top was read, at first or by an exchange that failed. Where it succeeds it
// could be relaxed (C11 wants no weaker order than for failure): a read-modify-write, it continues
// the release sequences of the pushes below.
#include "algorithm.h"

#ifndef PUSH
#define PUSH release
#endif
#ifndef POP
#define POP acquire
#endif
#ifndef POP_AGAIN
#define POP_AGAIN acquire
#endif

enum { PUSHERS = 2, NODES = 2 };

struct node {
    struct node *next;
    int value;
};

static struct node nodes[PUSHERS][NODES];
static struct node *_Atomic top;

static void push(struct node *node)
{
    struct node *below = load(&top, relaxed);
    do {
        node->next = below;
    } while (!compare_exchange(&top, &below, node, PUSH, relaxed));
}

// Returns 0 if the stack is empty.
static int pop(void)
{
    struct node *node = load(&top, POP);
    while (node != NULL && !compare_exchange(&top, &node, node->next, POP_AGAIN, POP_AGAIN)) {
    }
    return node == NULL ? 0 : node->value;
}

static void *pusher(void *index)
{
    for (int i = 0; i < NODES; i++) {
        nodes[(intptr_t)index][i].value = 1;
        push(&nodes[(intptr_t)index][i]);
    }
    return NULL;
}

static atomic_int sum;

static void *popper(void *unused)
{
    for (int i = 0; i < NODES; i++)
        fetch_add(&sum, pop(), relaxed);
    return unused;
}

int main(void)
{
    THREADS(pusher, pusher, popper, popper);
    for (int value; (value = pop()) != 0;)
        fetch_add(&sum, value, relaxed);
    assert(load(&sum, relaxed) == PUSHERS * NODES);
    return 0;
}
