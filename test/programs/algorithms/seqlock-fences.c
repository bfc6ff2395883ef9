// expect: clean
// wrong: BEGIN=relaxed; shows: assertion
// wrong: READ_FENCE=relaxed; shows: assertion
// wrong: WRITE_FENCE=relaxed; shows: assertion
// wrong: PUBLISH=relaxed; shows: assertion
// Sequence lock with fences (Boehm, Can seqlocks get along with programming language memory
// models?, MSPC 2012). The data are atomics: the reader may read them while they are written, and
// throws them away. Whoever read one of the writer's values has, by the two fences, also seen the
// odd number before it, and can't read the even one that came before.
#include "algorithm.h"

#ifndef BEGIN
#define BEGIN acquire
#endif
#ifndef READ_FENCE
#define READ_FENCE acquire
#endif
#ifndef WRITE_FENCE
#define WRITE_FENCE release
#endif
#ifndef PUBLISH
#define PUBLISH release
#endif

enum { WRITES = 2, READS = 2 };

static atomic_uint sequence;
static atomic_int left, right;

static void *writer(void *index)
{
    for (int i = 1; i <= WRITES; i++) {
        unsigned before = load(&sequence, relaxed);
        store(&sequence, before + 1, relaxed);
        fence(WRITE_FENCE);
        store(&left, i, relaxed);
        store(&right, i, relaxed);
        store(&sequence, before + 2, PUBLISH);
    }
    return index;
}

static void *reader(void *index)
{
    for (int i = 0; i < READS; i++) {
        unsigned before, after;
        int l, r;
        do {
            before = load(&sequence, BEGIN);
            l = load(&left, relaxed);
            r = load(&right, relaxed);
            fence(READ_FENCE);
            after = load(&sequence, relaxed);
        } while (before != after || before % 2 != 0);
        assert(l == r && (unsigned)l == before / 2);
    }
    return index;
}

int main(void)
{
    THREADS(writer, reader);
    return 0;
}
