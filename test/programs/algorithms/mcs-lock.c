// expect: clean
// wrong: ENTER=acquire; shows: race
// wrong: ENTER=release; shows: race
// wrong: LINK=relaxed; shows: race
// wrong: FIND_NEXT=relaxed; shows: race
// wrong: HAND_OVER=relaxed; shows: race
// wrong: SPIN=relaxed; shows: race
// wrong: LEAVE=relaxed; shows: race
// Mellor-Crummey and Scott's queue lock (TOCS 1991). The exchange publishes my node to whoever
// comes next and acquires the node, or the critical section, of who came before. The lock is handed
// over by a flag in the next one's node, which must be seen to be initialized: hence the link's
// orders.
#include "algorithm.h"

#ifndef ENTER
#define ENTER acq_rel
#endif
#ifndef LINK
#define LINK release
#endif
#ifndef FIND_NEXT
#define FIND_NEXT acquire
#endif
#ifndef HAND_OVER
#define HAND_OVER release
#endif
#ifndef SPIN
#define SPIN acquire
#endif
#ifndef LEAVE
#define LEAVE release
#endif

enum { WORKERS = 3, ROUNDS = 2 };

struct node {
    struct node *_Atomic next;
    atomic_int must_wait;
};

static struct node *_Atomic tail;
static int counter;

static void lock(struct node *mine)
{
    atomic_init(&mine->next, NULL);
    atomic_init(&mine->must_wait, 1);
    struct node *before = exchange(&tail, mine, ENTER);
    if (before == NULL)
        return;
    store(&before->next, mine, LINK);
    while (load(&mine->must_wait, SPIN)) {
    }
}

static void unlock(struct node *mine)
{
    struct node *next = load(&mine->next, FIND_NEXT);
    if (next == NULL) {
        struct node *last = mine;
        if (compare_exchange(&tail, &last, NULL, LEAVE, relaxed))
            return;
        while ((next = load(&mine->next, FIND_NEXT)) == NULL) {
        }
    }
    store(&next->must_wait, 0, HAND_OVER);
}

static void *worker(void *index)
{
    static struct node nodes[WORKERS];
    struct node *mine = &nodes[(intptr_t)index];
    for (int i = 0; i < ROUNDS; i++) {
        lock(mine);
        counter++;
        unlock(mine);
    }
    return NULL;
}

int main(void)
{
    THREADS(worker, worker, worker);
    assert(counter == WORKERS * ROUNDS);
    return 0;
}
