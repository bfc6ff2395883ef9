// expect: clean
// wrong: BEGIN=relaxed; shows: assertion
// wrong: PUBLISH=relaxed; shows: assertion
// wrong: LOOK_AGAIN_BY_LOAD; shows: assertion
// wrong: LOOK_AGAIN=relaxed; unseen: load buffering
// wrong: LOCK=relaxed; unseen: load buffering
// Sequence lock whose reader looks again by a read-modify-write that changes nothing (Boehm, MSPC
// 2012). It reads the newest number. If that is the old one, the writer's next lock comes later
// and acquires what the reader released: so the reader's loads happen before the writer's stores
// and can't have read them. Without that pair a load would have to read a store that comes later.
#include "algorithm.h"

#ifndef BEGIN
#define BEGIN acquire
#endif
#ifndef LOOK_AGAIN
#define LOOK_AGAIN release
#endif
#ifndef LOCK
#define LOCK acquire
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
        unsigned before = fetch_add(&sequence, 1, LOCK);
        store(&left, i, relaxed);
        store(&right, i, relaxed);
        store(&sequence, before + 2, PUBLISH);
    }
    return index;
}

static unsigned look_again(void)
{
#ifdef LOOK_AGAIN_BY_LOAD
    return load(&sequence, acquire);
#else
    return fetch_add(&sequence, 0, LOOK_AGAIN);
#endif
}

static void *reader(void *index)
{
    for (int i = 0; i < READS; i++) {
        unsigned before;
        int l, r;
        do {
            before = load(&sequence, BEGIN);
            l = load(&left, relaxed);
            r = load(&right, relaxed);
        } while (before % 2 != 0 || look_again() != before);
        assert(l == r && (unsigned)l == before / 2);
    }
    return index;
}

int main(void)
{
    THREADS(writer, reader);
    return 0;
}
