// expect: clean
// An atomic initialized by a plain write is fine if the object is published afterwards.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct shared {
    atomic_int count;
};

static struct shared *_Atomic published;

static void *user(void *unused)
{
    struct shared *shared;
    while ((shared = atomic_load_explicit(&published, memory_order_acquire)) == NULL) {
    }
    atomic_fetch_add_explicit(&shared->count, 1, memory_order_relaxed);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, user, NULL);
    struct shared *shared = malloc(sizeof *shared);
    atomic_init(&shared->count, 41);
    atomic_store_explicit(&published, shared, memory_order_release);
    pthread_join(t, NULL);
    int count = shared->count;
    free(shared);
    return count != 42;
}
