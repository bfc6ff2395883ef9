// expect: clean
// wrong: LEFT_FENCE=relaxed; unseen: modification order
// wrong: RIGHT_FENCE=relaxed; unseen: modification order
// 2+2W: two threads store to x and y in opposite orders. Not both first stores can be last, if
// there are seq_cst fences between (C++20 [atomics.order]/4.4).
#include "algorithm.h"

#ifndef LEFT_FENCE
#define LEFT_FENCE seq_cst
#endif
#ifndef RIGHT_FENCE
#define RIGHT_FENCE seq_cst
#endif

static atomic_int x, y;

static void *left(void *unused)
{
    store(&x, 1, relaxed);
    fence(LEFT_FENCE);
    store(&y, 2, relaxed);
    return unused;
}

static void *right(void *unused)
{
    store(&y, 1, relaxed);
    fence(RIGHT_FENCE);
    store(&x, 2, relaxed);
    return unused;
}

int main(void)
{
    THREADS(left, right);
    assert(!(load(&x, relaxed) == 1 && load(&y, relaxed) == 1));
    return 0;
}
