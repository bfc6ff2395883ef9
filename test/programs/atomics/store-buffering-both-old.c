// expect: exit 134; sequential: no; stderr: "one store came first"; native: skip
// Store buffering: with relaxed orders both threads may read the old value (C++20 [atomics.order]/4
// says nothing of them). In an interleaving one of the stores comes first, and its thread reads
// last. Of 64 rounds one shows it.
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int x, y;
static int left_read, right_read;

static void *left(void *unused)
{
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    left_read = atomic_load_explicit(&y, memory_order_relaxed);
    return unused;
}

static void *right(void *unused)
{
    atomic_store_explicit(&y, 1, memory_order_relaxed);
    right_read = atomic_load_explicit(&x, memory_order_relaxed);
    return unused;
}

int main(void)
{
    for (int round = 0; round < 64; round++) {
        atomic_store(&x, 0);
        atomic_store(&y, 0);
        pthread_t l, r;
        pthread_create(&l, NULL, left, NULL);
        pthread_create(&r, NULL, right, NULL);
        pthread_join(l, NULL);
        pthread_join(r, NULL);
        assert((left_read || right_read) && "one store came first");
    }
    return 0;
}
