// expect: clean
// An 8-byte release store and an 8-byte acquire load of the same location.
#include <pthread.h>
#include <stdatomic.h>

static int data;
static atomic_ullong flag;

static void *producer(void *unused)
{
    data = 42;
    atomic_store_explicit(&flag, 1ull << 40, memory_order_release);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, producer, NULL);
    while (atomic_load_explicit(&flag, memory_order_acquire) != 1ull << 40) {
    }
    int seen = data;
    pthread_join(t, NULL);
    return seen != 42;
}
