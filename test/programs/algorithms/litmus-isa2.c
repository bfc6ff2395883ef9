// expect: clean
// wrong: STORE_Y=relaxed; shows: assertion
// wrong: LOAD_Y=relaxed; shows: assertion
// wrong: STORE_Z=relaxed; shows: assertion
// wrong: LOAD_Z=relaxed; shows: assertion
// ISA2: message passing over a third thread; happens-before is transitive.
#include "algorithm.h"

#ifndef STORE_Y
#define STORE_Y release
#endif
#ifndef LOAD_Y
#define LOAD_Y acquire
#endif
#ifndef STORE_Z
#define STORE_Z release
#endif
#ifndef LOAD_Z
#define LOAD_Z acquire
#endif

enum { ROUNDS = 4 };

// Each round has its own.
static atomic_int x[ROUNDS], y[ROUNDS], z[ROUNDS];
static int seen_y[ROUNDS], seen_z[ROUNDS], seen_x[ROUNDS];

static void *first(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        store(&x[i], 1, relaxed);
        store(&y[i], 1, STORE_Y);
    }
    return unused;
}

static void *second(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        seen_y[i] = load(&y[i], LOAD_Y);
        store(&z[i], 1, STORE_Z);
    }
    return unused;
}

static void *third(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        seen_z[i] = load(&z[i], LOAD_Z);
        seen_x[i] = load(&x[i], relaxed);
    }
    return unused;
}

int main(void)
{
    THREADS(first, second, third);
    for (int i = 0; i < ROUNDS; i++)
        assert(!(seen_y[i] == 1 && seen_z[i] == 1 && seen_x[i] == 0));
    return 0;
}
