// clean: the winner releases the pointer, everyone who reads it acquires it.
//
// Three orders matter: the first load acquires, a successful exchange releases, and a FAILED
// exchange acquires as well, since then the other thread's object is used.
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
    struct resource *found = atomic_load_explicit(&instance, memory_order_acquire);
    if (found != NULL)
        return found;
    struct resource *fresh = malloc(sizeof *fresh);
    fresh->data = 42;
    if (atomic_compare_exchange_strong_explicit(&instance, &found, fresh, memory_order_release,
                                                memory_order_acquire))
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
