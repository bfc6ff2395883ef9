// expect: clean
// wrong: LEFT_FENCE=acq_rel; shows: assertion
// wrong: RIGHT_FENCE=acq_rel; shows: assertion
// IRIW: two readers see two independent writes in the same order, if each has a seq_cst fence
// between its loads (C++20 [atomics.order]/4.4, P0668). The writes may be relaxed.
#include "algorithm.h"

#ifndef LEFT_FENCE
#define LEFT_FENCE seq_cst
#endif
#ifndef RIGHT_FENCE
#define RIGHT_FENCE seq_cst
#endif

enum { ROUNDS = 4 };

// Each round has its own.
static atomic_int x[ROUNDS], y[ROUNDS];
static int left_x[ROUNDS], left_y[ROUNDS], right_y[ROUNDS], right_x[ROUNDS];

static void *writer_of_x(void *unused)
{
    for (int i = 0; i < ROUNDS; i++)
        store(&x[i], 1, relaxed);
    return unused;
}

static void *writer_of_y(void *unused)
{
    for (int i = 0; i < ROUNDS; i++)
        store(&y[i], 1, relaxed);
    return unused;
}

static void *left(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        left_x[i] = load(&x[i], relaxed);
        fence(LEFT_FENCE);
        left_y[i] = load(&y[i], relaxed);
    }
    return unused;
}

static void *right(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        right_y[i] = load(&y[i], relaxed);
        fence(RIGHT_FENCE);
        right_x[i] = load(&x[i], relaxed);
    }
    return unused;
}

int main(void)
{
    THREADS(writer_of_x, writer_of_y, left, right);
    for (int i = 0; i < ROUNDS; i++)
        assert(!(left_x[i] == 1 && left_y[i] == 0 && right_y[i] == 1 && right_x[i] == 0));
    return 0;
}
