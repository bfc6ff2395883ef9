// expect: race; races-on: data
// The middle thread waits relaxed, so it passes on nothing of the first one's.
#include <pthread.h>
#include <stdatomic.h>

static int data;
static atomic_int first, second;

static void *middle(void *unused)
{
    while (!atomic_load_explicit(&first, memory_order_relaxed)) {
    }
    atomic_store_explicit(&second, 1, memory_order_release);
    return NULL;
}

static void *last(void *unused)
{
    while (!atomic_load_explicit(&second, memory_order_acquire)) {
    }
    return data == 42 ? NULL : unused;
}

int main(void)
{
    pthread_t m, l;
    pthread_create(&m, NULL, middle, NULL);
    pthread_create(&l, NULL, last, NULL);
    data = 42;
    atomic_store_explicit(&first, 1, memory_order_release);
    pthread_join(m, NULL);
    pthread_join(l, NULL);
    return 0;
}
