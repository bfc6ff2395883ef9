// expect: clean; tsan: reports
// wrong: DROP=relaxed; shows: race
// wrong: LAST_FENCE=relaxed; shows: race
// A counted reference as in Rust's Arc or C++'s shared_ptr. To add one is relaxed: who adds has one
// already. To drop one releases what was done with it, and who drops the last acquires all that
// (by a fence, which ThreadSanitizer ignores).
#include "algorithm.h"

#ifndef DROP
#define DROP release
#endif
#ifndef LAST_FENCE
#define LAST_FENCE acquire
#endif

struct object {
    atomic_int references;
    int value, notes[2];
};

static struct object *shared;

static void drop(struct object *object)
{
    if (fetch_sub(&object->references, 1, DROP) != 1)
        return;
    fence(LAST_FENCE);
    free(object);
}

static void *owner(void *index)
{
    struct object *mine = shared;
    fetch_add(&mine->references, 1, relaxed);
    mine->notes[(intptr_t)index] = mine->value;
    drop(mine);
    drop(mine);
    return NULL;
}

int main(void)
{
    shared = malloc(sizeof *shared);
    atomic_init(&shared->references, 2);
    shared->value = 1;
    THREADS(owner, owner);
    return 0;
}
