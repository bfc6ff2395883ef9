// expect: clean
// CoWR: a load sees its thread's store or one that comes later (C++20 [intro.races]/18).
#include "algorithm.h"

static atomic_int x;
static int seen;

static void *left(void *unused)
{
    store(&x, 1, relaxed);
    seen = load(&x, relaxed);
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
    assert(seen != 0);
    assert(!(seen == 2 && load(&x, relaxed) == 1));
    return 0;
}
