// expect: race; races-on: data
// Released on `flag`, acquired on `other`: synchronization goes by the location.
#include <pthread.h>
#include <stdatomic.h>

static int data;
static atomic_int flag, other;

static void *producer(void *unused)
{
    data = 42;
    atomic_store_explicit(&flag, 1, memory_order_release);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, producer, NULL);
    while (!atomic_load_explicit(&flag, memory_order_relaxed)) {
    }
    atomic_load_explicit(&other, memory_order_acquire);
    int seen = data;
    pthread_join(t, NULL);
    return seen != 42;
}
