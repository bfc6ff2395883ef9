// race on heap: the bug of Rust's Arc::get_mut, in C.
//
// get_mut gives write access if the count says that nobody else owns the object. It read the
// count RELAXED: that another owner is gone is known, but its last reads are not ordered before
// the write that follows. Found while proving Arc correct.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

struct arc {
    atomic_int strong;
    int value;
};

static void arc_drop(struct arc *arc)
{
    if (atomic_fetch_sub_explicit(&arc->strong, 1, memory_order_release) == 1) {
        atomic_thread_fence(memory_order_acquire);
        free(arc);
    }
}

static int *arc_get_mut(struct arc *arc)
{
    int owners = atomic_load_explicit(&arc->strong, memory_order_relaxed);
    return owners == 1 ? &arc->value : NULL;
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
    struct arc *arc = malloc(sizeof *arc);
    atomic_init(&arc->strong, 2);
    arc->value = 1;
    pthread_create(&thread, NULL, other_owner, arc);
    int *value;
    while ((value = arc_get_mut(arc)) == NULL) {
    }
    *value = 2;
    printf("%d\n", arc->value);
    arc_drop(arc);
    pthread_join(thread, NULL);
    return 0;
}
