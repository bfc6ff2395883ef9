// expect: race; races-on: data
// The two flags are neighbours in one word, and yet two locations.
#include <pthread.h>
#include <stdatomic.h>

static int data;
static atomic_uchar flags[4];

static void *producer(void *unused)
{
    data = 42;
    atomic_store_explicit(&flags[1], 1, memory_order_release);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, producer, NULL);
    while (!atomic_load_explicit(&flags[1], memory_order_relaxed)) {
    }
    atomic_load_explicit(&flags[2], memory_order_acquire);
    int seen = data;
    pthread_join(t, NULL);
    return seen != 42;
}
