// race on heap: the last owner frees the object while the other's read is not ordered before.
//
// A reference count. Dropping a reference must RELEASE what the owner did with the object, and who
// finds itself the last must ACQUIRE all of that before it frees. Relaxed does neither; and free
// counts as a write to every byte of the object. gcc's ThreadSanitizer stays silent:
// counter and value share 8 bytes, whose four shadow cells are overwritten by then.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct arc {
    atomic_int strong;
    int value;
};

static void arc_drop(struct arc *arc)
{
    if (atomic_fetch_sub_explicit(&arc->strong, 1, memory_order_relaxed) == 1)
        free(arc);
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
    atomic_init(&arc->strong, 2);       // one reference for each thread
    arc->value = 1;
    pthread_create(&a, NULL, owner, arc);
    pthread_create(&b, NULL, owner, arc);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
