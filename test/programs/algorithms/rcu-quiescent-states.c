// expect: clean
// wrong: PUBLISH=relaxed; shows: race
// wrong: DEREFERENCE=relaxed; shows: race
// wrong: NEW_EPOCH=relaxed; shows: race
// wrong: LOOK_AT_EPOCH=relaxed; shows: race
// wrong: QUIESCENT=relaxed; shows: race
// wrong: WAIT=relaxed; shows: race
// Read-copy-update with quiescent states (McKenney and Slingwine, 1998). A reader says now and then
// that it holds no reference, and of which epoch that is true: whatever it dereferences afterwards
// it reads after that epoch began, so it finds the new version. When all readers have said so of
// the new epoch, the old version is freed.
#include "algorithm.h"

#ifndef PUBLISH
#define PUBLISH release
#endif
#ifndef DEREFERENCE
#define DEREFERENCE acquire
#endif
#ifndef NEW_EPOCH
#define NEW_EPOCH release
#endif
#ifndef LOOK_AT_EPOCH
#define LOOK_AT_EPOCH acquire
#endif
#ifndef QUIESCENT
#define QUIESCENT release
#endif
#ifndef WAIT
#define WAIT acquire
#endif

enum { READERS = 2, UPDATES = 2 };

struct version {
    int value, copy;
};

static struct version *_Atomic current;
static atomic_int epoch, seen[READERS];

static struct version *create(int value)
{
    struct version *version = malloc(sizeof *version);
    version->value = version->copy = value;
    return version;
}

static void *reader(void *index)
{
    atomic_int *mine = &seen[(intptr_t)index];
    int now;
    do {
        const struct version *version = load(&current, DEREFERENCE);
        assert(version->value == version->copy);
        now = load(&epoch, LOOK_AT_EPOCH);
        store(mine, now, QUIESCENT);
    } while (now < UPDATES);
    return NULL;
}

static void *updater(void *unused)
{
    struct version *old = load(&current, relaxed);
    for (int i = 1; i <= UPDATES; i++) {
        struct version *new = create(i);
        store(&current, new, PUBLISH);
        store(&epoch, i, NEW_EPOCH);
        for (int j = 0; j < READERS; j++)
            while (load(&seen[j], WAIT) < i) {
            }
        free(old);
        old = new;
    }
    return unused;
}

int main(void)
{
    store(&current, create(0), relaxed);
    THREADS(reader, reader, updater);
    free(load(&current, relaxed));
    return 0;
}
