// expect: clean
// wrong: PUBLISH=relaxed; shows: race
// wrong: DEREFERENCE=relaxed; shows: race
// wrong: ENTER=relaxed; shows: race
// wrong: ENTER_FENCE=relaxed; shows: race
// wrong: UPDATE_FENCE=relaxed; shows: race
// wrong: LEAVE=relaxed; shows: race
// wrong: WAIT=relaxed; shows: race
// Read-copy-update with marked read sections (Desnoyers et al., User-level implementations of
// read-copy update, TPDS 2012, made small). Mark and load, and publish and look, are store
// buffering: a seq_cst fence in both. An updater that finds a reader outside, or in another section
// than before, has acquired all that the reader did in earlier ones: both stores release, for the
// one that begins a section ends the release sequence of the one that ended the last (P0982).
#include "algorithm.h"

#ifndef PUBLISH
#define PUBLISH release
#endif
#ifndef DEREFERENCE
#define DEREFERENCE acquire
#endif
#ifndef ENTER
#define ENTER release
#endif
#ifndef ENTER_FENCE
#define ENTER_FENCE seq_cst
#endif
#ifndef UPDATE_FENCE
#define UPDATE_FENCE seq_cst
#endif
#ifndef LEAVE
#define LEAVE release
#endif
#ifndef WAIT
#define WAIT acquire
#endif

enum { SECTIONS = 3 };

struct version {
    int value, copy;
};

static struct version *_Atomic current;
// Odd within a read section.
static atomic_int section;

static struct version *create(int value)
{
    struct version *version = malloc(sizeof *version);
    version->value = version->copy = value;
    return version;
}

static void *reader(void *unused)
{
    for (int i = 0; i < SECTIONS; i++) {
        store(&section, 2 * i + 1, ENTER);
        fence(ENTER_FENCE);
        const struct version *version = load(&current, DEREFERENCE);
        assert(version->value == version->copy);
        store(&section, 2 * i + 2, LEAVE);
    }
    return unused;
}

static void *updater(void *unused)
{
    struct version *old = load(&current, relaxed);
    store(&current, create(1), PUBLISH);
    fence(UPDATE_FENCE);
    int now = load(&section, WAIT);
    if (now % 2 != 0)
        while (load(&section, WAIT) == now) {
        }
    free(old);
    return unused;
}

int main(void)
{
    store(&current, create(0), relaxed);
    THREADS(reader, updater);
    free(load(&current, relaxed));
    return 0;
}
