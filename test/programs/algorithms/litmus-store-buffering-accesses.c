// expect: clean
// wrong: LEFT_STORE=release; shows: assertion
// wrong: LEFT_LOAD=acquire; shows: assertion
// wrong: RIGHT_STORE=release; shows: assertion
// wrong: RIGHT_LOAD=acquire; shows: assertion
// SB with accesses: all four must be seq_cst.
#include "algorithm.h"

#ifndef LEFT_STORE
#define LEFT_STORE seq_cst
#endif
#ifndef LEFT_LOAD
#define LEFT_LOAD seq_cst
#endif
#ifndef RIGHT_STORE
#define RIGHT_STORE seq_cst
#endif
#ifndef RIGHT_LOAD
#define RIGHT_LOAD seq_cst
#endif

static atomic_int x, y;
static int seen_y, seen_x;

static void *left(void *unused)
{
    store(&x, 1, LEFT_STORE);
    seen_y = load(&y, LEFT_LOAD);
    return unused;
}

static void *right(void *unused)
{
    store(&y, 1, RIGHT_STORE);
    seen_x = load(&x, RIGHT_LOAD);
    return unused;
}

int main(void)
{
    THREADS(left, right);
    assert(seen_y == 1 || seen_x == 1);
    return 0;
}
