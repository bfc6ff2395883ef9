// expect: clean; tsan: reports
// Fence-fence (C11 7.17.4p2). gcc's ThreadSanitizer ignores fences.
#include <pthread.h>
#include <stdatomic.h>

static int data;
static atomic_int flag;

static void *producer(void *unused)
{
    data = 42;
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&flag, 1, memory_order_relaxed);
    return NULL;
}

static void *consumer(void *unused)
{
    while (atomic_load_explicit(&flag, memory_order_relaxed) != 1) {
    }
    atomic_thread_fence(memory_order_acquire);
    return data == 42 ? NULL : unused;
}

int main(void)
{
    pthread_t p, c;
    pthread_create(&p, NULL, producer, NULL);
    pthread_create(&c, NULL, consumer, NULL);
    pthread_join(p, NULL);
    pthread_join(c, NULL);
    return 0;
}
