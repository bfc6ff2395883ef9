// expect: clean
// CoRW: a store comes after what its thread has read of the location (C++20 [intro.races]/17).
#include "algorithm.h"

static atomic_int x;
static int seen;

static void *left(void *unused)
{
    seen = load(&x, relaxed);
    store(&x, 1, relaxed);
    return unused;
}

static void *right(void *unused)
{
    store(&x, 2, relaxed);
    return unused;
}

int main(void)
{
    THREADS(left, right);
    assert(!(seen == 2 && load(&x, relaxed) == 2));
    assert(seen != 1);
    return 0;
}
