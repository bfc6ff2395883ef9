// expect: race; races-on: x
// Excludes, but does not order: the two threads are never inside together, and yet they race.
#include <pthread.h>
#include <stdatomic.h>

static atomic_flag locked = ATOMIC_FLAG_INIT;
static int x;

static void *thread(void *unused)
{
    while (atomic_flag_test_and_set_explicit(&locked, memory_order_relaxed)) {
    }
    x++;
    atomic_flag_clear_explicit(&locked, memory_order_relaxed);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, thread, NULL);
    pthread_create(&b, NULL, thread, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
