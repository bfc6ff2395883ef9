// expect: exit 134; sequential: yes; native: skip
// Two operations where one was meant: an increment is lost whatever the orders are, so stale reads
// are not to blame, though this run has some.
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int count;

static void *add(void *unused)
{
    for (int i = 0; i < 1000; i++) {
        int old = atomic_load_explicit(&count, memory_order_relaxed);
        atomic_store_explicit(&count, old + 1, memory_order_relaxed);
    }
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, add, NULL);
    pthread_create(&b, NULL, add, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    assert(atomic_load(&count) == 2000);
    return 0;
}
