// expect: clean
// wrong: PROTECT=relaxed; shows: race
// wrong: PROTECT_FENCE=relaxed; shows: race
// wrong: VALIDATE=relaxed; shows: race
// wrong: CLEAR=relaxed; shows: race
// wrong: REPLACE=relaxed; shows: race
// wrong: SCAN_FENCE=relaxed; shows: race
// wrong: SCAN=relaxed; shows: race
// Hazard pointers (Michael, TPDS 2004). Protect and validate, and replace and scan, are store
// buffering: a seq_cst fence in both, so that either the reader finds that the object was replaced,
// or the reclaimer finds it protected. A reclaimer that finds the reader at another object has
// acquired what it did with this one: also the store that protects releases, for it ends the
// release sequence of the one that cleared the pointer (P0982). Objects are used again; so the load
// that validates acquires, for it may read a later publication of the same address.
#include "algorithm.h"

#ifndef PROTECT
#define PROTECT release
#endif
#ifndef PROTECT_FENCE
#define PROTECT_FENCE seq_cst
#endif
#ifndef VALIDATE
#define VALIDATE acquire
#endif
#ifndef CLEAR
#define CLEAR release
#endif
#ifndef REPLACE
#define REPLACE release
#endif
#ifndef SCAN_FENCE
#define SCAN_FENCE seq_cst
#endif
#ifndef SCAN
#define SCAN acquire
#endif

enum { READS = 3, REPLACEMENTS = 3 };

static int objects[2];
static int *_Atomic shared = &objects[0];
static int *_Atomic hazard;

static void *reader(void *unused)
{
    for (int i = 0; i < READS; i++) {
        int *object, *found = load(&shared, relaxed);
        do {
            object = found;
            store(&hazard, object, PROTECT);
            fence(PROTECT_FENCE);
            found = load(&shared, VALIDATE);
        } while (found != object);
        assert(*object >= 0 && *object <= REPLACEMENTS);
        store(&hazard, NULL, CLEAR);
    }
    return unused;
}

static void *replacer(void *unused)
{
    for (int i = 1; i <= REPLACEMENTS; i++) {
        // The one that was reclaimed in the last round.
        int *object = &objects[i % 2];
        *object = i;
        int *old = exchange(&shared, object, REPLACE);
        fence(SCAN_FENCE);
        while (load(&hazard, SCAN) == old) {
        }
    }
    return unused;
}

int main(void)
{
    THREADS(reader, replacer);
    return 0;
}
