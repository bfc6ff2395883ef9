// expect: race; races-on: left, right
// The same protocol over plain data: that a torn value is thrown away does not make it defined. The
// reader has read once before the writer starts, so that nothing orders that read.
#include <pthread.h>
#include <stdatomic.h>

static atomic_uint sequence;
static int left, right;
static atomic_int has_read;

static void *writer(void *unused)
{
    while (!atomic_load_explicit(&has_read, memory_order_relaxed)) {
    }
    atomic_store_explicit(&sequence, 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    left = 1;
    right = -1;
    atomic_store_explicit(&sequence, 2, memory_order_release);
    return NULL;
}

static void *reader(void *unused)
{
    unsigned before, after;
    int sum;
    do {
        before = atomic_load_explicit(&sequence, memory_order_acquire);
        sum = left + right;
        atomic_thread_fence(memory_order_acquire);
        after = atomic_load_explicit(&sequence, memory_order_relaxed);
        atomic_store_explicit(&has_read, 1, memory_order_relaxed);
    } while (before != after || before % 2 != 0);
    return sum == 0 ? NULL : unused;
}

int main(void)
{
    pthread_t w, r;
    pthread_create(&w, NULL, writer, NULL);
    pthread_create(&r, NULL, reader, NULL);
    pthread_join(w, NULL);
    pthread_join(r, NULL);
    return 0;
}
