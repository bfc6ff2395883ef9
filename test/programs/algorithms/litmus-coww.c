// expect: clean
// CoWW: one thread's stores to one location enter its modification order as they come (C++20
// [intro.races]/15).
#include "algorithm.h"

static atomic_int x;
static int first, second;

static void *writer(void *unused)
{
    store(&x, 1, relaxed);
    store(&x, 2, relaxed);
    return unused;
}

static void *reader(void *unused)
{
    first = load(&x, relaxed);
    second = load(&x, relaxed);
    return unused;
}

int main(void)
{
    THREADS(writer, reader);
    assert(load(&x, relaxed) == 2);
    assert(!(first == 2 && second == 1));
    return 0;
}
