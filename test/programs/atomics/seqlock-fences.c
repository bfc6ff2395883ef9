// expect: clean; stdout: "consistent\n"
// Boehm, Can seqlocks get along with programming language memory models? (MSPC 2012): the data are
// relaxed atomics, since the reader may read them while they are written, and throws them away.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_uint sequence;
static atomic_int left, right;

static void *writer(void *unused)
{
    for (int i = 1; i <= 50; i++) {
        unsigned s = atomic_load_explicit(&sequence, memory_order_relaxed);
        atomic_store_explicit(&sequence, s + 1, memory_order_relaxed);
        atomic_thread_fence(memory_order_release);
        atomic_store_explicit(&left, i, memory_order_relaxed);
        atomic_store_explicit(&right, -i, memory_order_relaxed);
        atomic_store_explicit(&sequence, s + 2, memory_order_release);
    }
    return NULL;
}

static void *reader(void *consistent)
{
    for (int i = 0; i < 50; i++) {
        unsigned before, after;
        int l, r;
        do {
            before = atomic_load_explicit(&sequence, memory_order_acquire);
            l = atomic_load_explicit(&left, memory_order_relaxed);
            r = atomic_load_explicit(&right, memory_order_relaxed);
            atomic_thread_fence(memory_order_acquire);
            after = atomic_load_explicit(&sequence, memory_order_relaxed);
        } while (before != after || before % 2 != 0);
        if (l != -r)
            *(int *)consistent = 0;
    }
    return NULL;
}

int main(void)
{
    pthread_t w, r;
    int consistent = 1;
    pthread_create(&w, NULL, writer, NULL);
    pthread_create(&r, NULL, reader, &consistent);
    pthread_join(w, NULL);
    pthread_join(r, NULL);
    puts(consistent ? "consistent" : "torn");
    return 0;
}
