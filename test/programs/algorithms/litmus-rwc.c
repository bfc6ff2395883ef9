// expect: clean
// wrong: READER_FENCE=acq_rel; shows: assertion
// wrong: WRITER_FENCE=acq_rel; shows: assertion
// RWC, read to write causality: if x was read before y was stored to, who stores to y sees x, given
// seq_cst fences in both (C++20 [atomics.order]/4.4).
#include "algorithm.h"

#ifndef READER_FENCE
#define READER_FENCE seq_cst
#endif
#ifndef WRITER_FENCE
#define WRITER_FENCE seq_cst
#endif

enum { ROUNDS = 4 };

// Each round has its own.
static atomic_int x[ROUNDS], y[ROUNDS];
static int first_x[ROUNDS], seen_y[ROUNDS], seen_x[ROUNDS];

static void *writer_of_x(void *unused)
{
    for (int i = 0; i < ROUNDS; i++)
        store(&x[i], 1, relaxed);
    return unused;
}

static void *reader(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        first_x[i] = load(&x[i], relaxed);
        fence(READER_FENCE);
        seen_y[i] = load(&y[i], relaxed);
    }
    return unused;
}

static void *writer_of_y(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        store(&y[i], 1, relaxed);
        fence(WRITER_FENCE);
        seen_x[i] = load(&x[i], relaxed);
    }
    return unused;
}

int main(void)
{
    THREADS(writer_of_x, reader, writer_of_y);
    for (int i = 0; i < ROUNDS; i++)
        assert(!(first_x[i] == 1 && seen_y[i] == 0 && seen_x[i] == 0));
    return 0;
}
