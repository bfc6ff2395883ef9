// Sequence lock with fences and relaxed data (Boehm, MSPC 2012): many reads, some writes.
// ThreadSanitizer ignores fences; since all data are atomic, it has nothing to report all the same.
// usage: seqlock [reads, default 20000000]; prints how many reads were consistent
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORDS = 4, READS_PER_WRITE = 16 };

static _Alignas(64) atomic_uint sequence;
static atomic_uint words[WORDS];
static uint32_t reads;

static void write_all(uint32_t value)
{
    uint32_t s = atomic_load_explicit(&sequence, memory_order_relaxed);
    atomic_store_explicit(&sequence, s + 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    for (int i = 0; i < WORDS; i++)
        atomic_store_explicit(&words[i], value, memory_order_relaxed);
    atomic_store_explicit(&sequence, s + 2, memory_order_release);
}

static void *writer(void *unused)
{
    for (uint32_t i = 1; i <= reads / READS_PER_WRITE; i++) {
        write_all(i);
        sched_yield();
    }
    return NULL;
}

static int read_once(void)
{
    uint32_t before, after, values[WORDS];
    do {
        before = atomic_load_explicit(&sequence, memory_order_acquire);
        for (int i = 0; i < WORDS; i++)
            values[i] = atomic_load_explicit(&words[i], memory_order_relaxed);
        atomic_thread_fence(memory_order_acquire);
        after = atomic_load_explicit(&sequence, memory_order_relaxed);
    } while (before != after || before % 2 != 0);
    for (int i = 1; i < WORDS; i++)
        if (values[i] != values[0])
            return 0;
    return 1;
}

int main(int argc, char **argv)
{
    pthread_t w;
    uint32_t consistent = 0;
    reads = argc > 1 ? (uint32_t)atoi(argv[1]) : 20000000;
    pthread_create(&w, NULL, writer, NULL);
    for (uint32_t i = 0; i < reads; i++)
        consistent += (uint32_t)read_once();
    pthread_join(w, NULL);
    printf("%u\n", consistent);
    return consistent != reads;
}
