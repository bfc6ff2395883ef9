// expect: clean
// wrong: ORDINARY; shows: race
// CoRR: two reads of one location by one thread never go back (C++20 [intro.races]/16).
#include "algorithm.h"

#ifdef ORDINARY
static int x;
#define LOAD(at) (*(at))
#else
static atomic_int x;
#define LOAD(at) load(at, relaxed)
#endif
static int first, second;

static void *writer(void *unused)
{
#ifdef ORDINARY
    x = 1;
#else
    store(&x, 1, relaxed);
#endif
    return unused;
}

static void *reader(void *unused)
{
    first = LOAD(&x);
    second = LOAD(&x);
    return unused;
}

int main(void)
{
    THREADS(writer, reader);
    assert(second >= first);
    return 0;
}
