// expect: clean
// wrong: PASS_ON=relaxed; shows: assertion
// wrong: TAKE=relaxed; shows: assertion
// WRC, write to read causality: who hears from a reader of x reads x no older than it did. Its
// read happens before mine, and coherence does the rest (CoRR): the accesses of x may be relaxed.
#include "algorithm.h"

#ifndef PASS_ON
#define PASS_ON release
#endif
#ifndef TAKE
#define TAKE acquire
#endif

enum { ROUNDS = 4 };

// Each round has its own.
static atomic_int x[ROUNDS], y[ROUNDS];
static int first_x[ROUNDS], seen_y[ROUNDS], seen_x[ROUNDS];

static void *writer(void *unused)
{
    for (int i = 0; i < ROUNDS; i++)
        store(&x[i], 1, relaxed);
    return unused;
}

static void *first(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        first_x[i] = load(&x[i], relaxed);
        store(&y[i], 1, PASS_ON);
    }
    return unused;
}

static void *second(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        seen_y[i] = load(&y[i], TAKE);
        seen_x[i] = load(&x[i], relaxed);
    }
    return unused;
}

int main(void)
{
    THREADS(writer, first, second);
    for (int i = 0; i < ROUNDS; i++)
        assert(!(first_x[i] == 1 && seen_y[i] == 1 && seen_x[i] == 0));
    return 0;
}
