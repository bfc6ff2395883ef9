// expect: clean
// wrong: STORE=relaxed; unseen: load buffering
// wrong: LOAD=relaxed; unseen: load buffering
// LB: not both loads can read the store that comes after the other one. One release store and an
// acquire load of it suffice: whoever reads it happens after the other load, which reads nothing
// that comes later (CoRW).
#include "algorithm.h"

#ifndef STORE
#define STORE release
#endif
#ifndef LOAD
#define LOAD acquire
#endif

static atomic_int x, y;
static int seen_x, seen_y;

static void *left(void *unused)
{
    seen_x = load(&x, relaxed);
    store(&y, 1, STORE);
    return unused;
}

static void *right(void *unused)
{
    seen_y = load(&y, LOAD);
    store(&x, 1, relaxed);
    return unused;
}

int main(void)
{
    THREADS(left, right);
    assert(!(seen_x == 1 && seen_y == 1));
    return 0;
}
