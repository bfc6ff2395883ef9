// expect: clean
// wrong: ENTER_READING=relaxed; shows: race
// wrong: LEAVE_READING=relaxed; shows: race
// wrong: ENTER_WRITING=relaxed; shows: race
// wrong: LEAVE_WRITING=relaxed; shows: race
// A spinning read-write lock in one word: how many read, or WRITING. A writer acquires what all
// readers did: each leaves by a read-modify-write that releases, and whoever enters or leaves after
// it does so by another, which continues its release sequence.
#include "algorithm.h"

#ifndef ENTER_READING
#define ENTER_READING acquire
#endif
#ifndef LEAVE_READING
#define LEAVE_READING release
#endif
#ifndef ENTER_WRITING
#define ENTER_WRITING acquire
#endif
#ifndef LEAVE_WRITING
#define LEAVE_WRITING release
#endif

enum { WRITING = -1, ROUNDS = 2 };

static atomic_int state;
static int left, right;

static void *reader(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        int readers = load(&state, relaxed);
        do {
            if (readers == WRITING)
                readers = 0;
        } while (!compare_exchange(&state, &readers, readers + 1, ENTER_READING, relaxed));
        assert(left == right);
        fetch_sub(&state, 1, LEAVE_READING);
    }
    return unused;
}

static void *writer(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        int readers;
        do {
            readers = 0;
        } while (!compare_exchange(&state, &readers, WRITING, ENTER_WRITING, relaxed));
        left++;
        right++;
        store(&state, 0, LEAVE_WRITING);
    }
    return unused;
}

int main(void)
{
    THREADS(reader, reader, writer);
    assert(left == ROUNDS && right == ROUNDS);
    return 0;
}
