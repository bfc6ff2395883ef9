// race on heap: publishing a pointer relaxed publishes the pointer, not what it points to.
//
// Whoever comes second reads `data` of an object that the first one built, and nothing orders the
// building before the reading. The compare-exchange is atomic, so there is one winner; what is
// wrong is only the order. This, and not the relaxed counter, is the true bug of its source.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

struct resource {
    int data;
};

static struct resource *_Atomic instance;

static struct resource *get_resource(void)
{
    struct resource *found = atomic_load_explicit(&instance, memory_order_relaxed);
    if (found != NULL)
        return found;
    struct resource *fresh = malloc(sizeof *fresh);
    fresh->data = 42;
    // On failure `found` becomes the pointer of the thread that was faster.
    if (atomic_compare_exchange_strong_explicit(&instance, &found, fresh, memory_order_relaxed,
                                                memory_order_relaxed))
        return fresh;
    free(fresh);
    return found;
}

static void *user(void *seen)
{
    *(int *)seen = get_resource()->data;
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    int seen[2];
    pthread_create(&a, NULL, user, &seen[0]);
    pthread_create(&b, NULL, user, &seen[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d\n", seen[0], seen[1]);
    free(instance);
    return 0;
}
