// What the programs of this folder share: short names for atomic operations with an order, and
// threads that are started together.
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

// A weakened version gives another of these. A relaxed fence has no effect (C++20
// [atomics.fences]/5): it stands for none.
enum {
    relaxed = memory_order_relaxed,
    acquire = memory_order_acquire,
    release = memory_order_release,
    acq_rel = memory_order_acq_rel,
    seq_cst = memory_order_seq_cst
};

#define load(at, order) atomic_load_explicit(at, (memory_order)(order))
#define store(at, value, order) atomic_store_explicit(at, value, (memory_order)(order))
#define exchange(at, value, order) atomic_exchange_explicit(at, value, (memory_order)(order))
#define fetch_add(at, value, order) atomic_fetch_add_explicit(at, value, (memory_order)(order))
#define fetch_sub(at, value, order) atomic_fetch_sub_explicit(at, value, (memory_order)(order))
#define compare_exchange(at, expected, value, order, failure) \
    atomic_compare_exchange_strong_explicit(at, expected, value, (memory_order)(order), \
                                            (memory_order)(failure))
#define fence(order) atomic_thread_fence((memory_order)(order))

typedef void *thread_body(void *index);

// Runs the functions at once, each with its index as the argument, and waits for all.
#define THREADS(...) \
    run_threads((thread_body *[]){__VA_ARGS__}, \
                sizeof((thread_body *[]){__VA_ARGS__}) / sizeof(thread_body *))

static void run_threads(thread_body *const bodies[], size_t count)
{
    pthread_t threads[4];
    assert(count <= 4);
    for (size_t i = 0; i < count; i++)
        pthread_create(&threads[i], NULL, bodies[i], (void *)(intptr_t)i);
    for (size_t i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
}
