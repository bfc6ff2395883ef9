// expect: clean
// wrong: LEFT_FENCE=acq_rel; shows: assertion
// wrong: RIGHT_FENCE=acq_rel; shows: assertion
// SB: two threads store, then load what the other stores. One of them must see the other's store
// if both fences are seq_cst (C++20 [atomics.order]/4.4).
#include "algorithm.h"

#ifndef LEFT_FENCE
#define LEFT_FENCE seq_cst
#endif
#ifndef RIGHT_FENCE
#define RIGHT_FENCE seq_cst
#endif

static atomic_int x, y;
static int seen_y, seen_x;

static void *left(void *unused)
{
    store(&x, 1, relaxed);
    fence(LEFT_FENCE);
    seen_y = load(&y, relaxed);
    return unused;
}

static void *right(void *unused)
{
    store(&y, 1, relaxed);
    fence(RIGHT_FENCE);
    seen_x = load(&x, relaxed);
    return unused;
}

int main(void)
{
    THREADS(left, right);
    assert(seen_y == 1 || seen_x == 1);
    return 0;
}
