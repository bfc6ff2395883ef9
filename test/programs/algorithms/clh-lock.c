// expect: clean
// wrong: ENTER=acquire; shows: race
// wrong: ENTER=release; shows: race
// wrong: SPIN=relaxed; shows: race
// wrong: LEAVE=relaxed; shows: race
// Craig's, and Landin and Hagersten's, queue lock (1993): each spins on the node of who came
// before, and takes that node for its next round. The exchange publishes my node, which must be
// seen to be initialized, and so acquires the other's.
#include "algorithm.h"

#ifndef ENTER
#define ENTER acq_rel
#endif
#ifndef SPIN
#define SPIN acquire
#endif
#ifndef LEAVE
#define LEAVE release
#endif

enum { WORKERS = 2, ROUNDS = 2 };

struct node {
    atomic_int is_locked;
};

static struct node nodes[WORKERS + 1];
static struct node *_Atomic tail = &nodes[WORKERS];
static int counter;

static void *worker(void *index)
{
    struct node *mine = &nodes[(intptr_t)index];
    for (int i = 0; i < ROUNDS; i++) {
        atomic_init(&mine->is_locked, 1);
        struct node *before = exchange(&tail, mine, ENTER);
        while (load(&before->is_locked, SPIN)) {
        }
        counter++;
        store(&mine->is_locked, 0, LEAVE);
        mine = before;
    }
    return NULL;
}

int main(void)
{
    THREADS(worker, worker);
    assert(counter == WORKERS * ROUNDS);
    return 0;
}
