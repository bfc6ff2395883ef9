// expect: clean
// wrong: LEFT_FENCE=acq_rel; shows: assertion
// wrong: RIGHT_FENCE=acq_rel; shows: assertion
// R: if my store to y comes after the other's, my load sees its store to x, given seq_cst fences
// between (C++20 [atomics.order]/4.4).
#include "algorithm.h"

#ifndef LEFT_FENCE
#define LEFT_FENCE seq_cst
#endif
#ifndef RIGHT_FENCE
#define RIGHT_FENCE seq_cst
#endif

static atomic_int x, y;
static int seen_x;

static void *left(void *unused)
{
    store(&x, 1, relaxed);
    fence(LEFT_FENCE);
    store(&y, 1, relaxed);
    return unused;
}

static void *right(void *unused)
{
    store(&y, 2, relaxed);
    fence(RIGHT_FENCE);
    seen_x = load(&x, relaxed);
    return unused;
}

int main(void)
{
    THREADS(left, right);
    assert(!(load(&y, relaxed) == 2 && seen_x == 0));
    return 0;
}
