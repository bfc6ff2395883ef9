// expect: clean
// wrong: LEFT_FIRST=acquire; shows: assertion
// wrong: RIGHT_FIRST=acquire; shows: assertion
// wrong: LEFT_AGAIN=acquire; shows: assertion
// wrong: RIGHT_AGAIN=acquire; shows: assertion
// IRIW with accesses. All loads must be seq_cst, the stores need not be: a load that reads an old
// value precedes in S each load that has read the new one, whoever stored it (C++20
// [atomics.order]/4.1: coherence-ordered before, from-reads and then reads-from).
#include "algorithm.h"

#ifndef LEFT_FIRST
#define LEFT_FIRST seq_cst
#endif
#ifndef RIGHT_FIRST
#define RIGHT_FIRST seq_cst
#endif
#ifndef LEFT_AGAIN
#define LEFT_AGAIN seq_cst
#endif
#ifndef RIGHT_AGAIN
#define RIGHT_AGAIN seq_cst
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
        left_x[i] = load(&x[i], LEFT_FIRST);
        left_y[i] = load(&y[i], LEFT_AGAIN);
    }
    return unused;
}

static void *right(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        right_y[i] = load(&y[i], RIGHT_FIRST);
        right_x[i] = load(&x[i], RIGHT_AGAIN);
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
