// race on heap: copy-on-write that takes the sole ownership without acquiring it.
//
// make_mut gives a value that may be written: in place if this is the only owner, else in a
// private copy. Here the test for "only owner" is a relaxed exchange (1 -> 0, to lock others out).
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

struct arc {
    atomic_int strong;
    int value;
};

static struct arc *arc_new(int owners, int value)
{
    struct arc *arc = malloc(sizeof *arc);
    atomic_init(&arc->strong, owners);
    arc->value = value;
    return arc;
}

static void arc_drop(struct arc *arc)
{
    if (atomic_fetch_sub_explicit(&arc->strong, 1, memory_order_release) == 1) {
        atomic_thread_fence(memory_order_acquire);
        free(arc);
    }
}

static int *arc_make_mut(struct arc **arc)
{
    int one = 1;
    if (atomic_compare_exchange_strong_explicit(&(*arc)->strong, &one, 0, memory_order_relaxed,
                                                memory_order_relaxed)) {
        atomic_store_explicit(&(*arc)->strong, 1, memory_order_release);
    } else {
        struct arc *copy = arc_new(1, (*arc)->value);
        arc_drop(*arc);
        *arc = copy;
    }
    return &(*arc)->value;
}

static void *other_owner(void *arg)
{
    struct arc *arc = arg;
    int seen = arc->value;
    arc_drop(arc);
    return seen == 1 ? NULL : arg;
}

int main(void)
{
    pthread_t thread;
    struct arc *arc = arc_new(2, 1);
    pthread_create(&thread, NULL, other_owner, arc);
    // Wait until the other owner has gone, so that the write is made in place.
    while (atomic_load_explicit(&arc->strong, memory_order_relaxed) != 1) {
    }
    *arc_make_mut(&arc) = 2;
    printf("%d\n", arc->value);
    arc_drop(arc);
    pthread_join(thread, NULL);
    return 0;
}
