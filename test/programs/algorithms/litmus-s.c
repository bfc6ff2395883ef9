// expect: clean
// wrong: STORE=relaxed; unseen: modification order
// wrong: LOAD=relaxed; unseen: modification order
// S: a store that comes after a message comes after what was stored before it (CoWW).
#include "algorithm.h"

#ifndef STORE
#define STORE release
#endif
#ifndef LOAD
#define LOAD acquire
#endif

static atomic_int x, y;
static int seen_y;

static void *left(void *unused)
{
    store(&x, 2, relaxed);
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
    assert(!(seen_y == 1 && load(&x, relaxed) == 2));
    return 0;
}
