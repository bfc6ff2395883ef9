// clean: drop with release, and an acquire fence before the last owner frees.
//
// The fence stands behind the test, so that only the last owner pays for acquiring. All drops are
// RMWs of one release sequence: the last one synchronizes with every one before it.
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

static void *owner(void *arg)
{
    struct arc *arc = arg;
    int seen = arc->value;
    arc_drop(arc);
    return seen == 1 ? NULL : arg;
}

int main(void)
{
    pthread_t a, b;
    struct arc *arc = malloc(sizeof *arc);
    atomic_init(&arc->strong, 2);
    arc->value = 1;
    pthread_create(&a, NULL, owner, arc);
    pthread_create(&b, NULL, owner, arc);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    puts("freed once");
    return 0;
}
