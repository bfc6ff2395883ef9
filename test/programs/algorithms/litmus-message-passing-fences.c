// expect: clean
// wrong: STORE_FENCE=relaxed; shows: assertion
// wrong: LOAD_FENCE=relaxed; shows: assertion
// MP with fences (C++20 [atomics.fences]/2).
#include "algorithm.h"

#ifndef STORE_FENCE
#define STORE_FENCE release
#endif
#ifndef LOAD_FENCE
#define LOAD_FENCE acquire
#endif

static atomic_int message, flag;
static int seen_flag, seen_message;

static void *writer(void *unused)
{
    store(&message, 1, relaxed);
    fence(STORE_FENCE);
    store(&flag, 1, relaxed);
    return unused;
}

static void *reader(void *unused)
{
    seen_flag = load(&flag, relaxed);
    fence(LOAD_FENCE);
    seen_message = load(&message, relaxed);
    return unused;
}

int main(void)
{
    THREADS(writer, reader);
    assert(seen_flag == 0 || seen_message == 1);
    return 0;
}
