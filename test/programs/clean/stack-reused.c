// expect: clean
// A detached thread's stack may become the next thread's: the same addresses, no relation.
#include <pthread.h>
#include <stdatomic.h>

static atomic_int finished;

static void *thread(void *unused)
{
    volatile int local[100];
    volatile int *escaped = local;
    for (int i = 0; i < 100; i++)
        escaped[i] = i;
    atomic_fetch_add_explicit(&finished, 1, memory_order_relaxed);
    return NULL;
}

int main(void)
{
    pthread_attr_t detached;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    for (int i = 1; i <= 50; i++) {
        pthread_t t;
        pthread_create(&t, &detached, thread, NULL);
        while (atomic_load_explicit(&finished, memory_order_relaxed) < i) {
        }
    }
    pthread_attr_destroy(&detached);
    return 0;
}
