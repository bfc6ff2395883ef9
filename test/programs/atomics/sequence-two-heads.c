// expect: clean
// Two release RMWs on one counter: the acquire that reads the second synchronizes with BOTH, since
// the second one continues the first one's release sequence.
#include <pthread.h>
#include <stdatomic.h>

static int a, b;
static atomic_int done;

static void *write_a(void *unused)
{
    a = 1;
    atomic_fetch_add_explicit(&done, 1, memory_order_release);
    return NULL;
}

static void *write_b(void *unused)
{
    b = 1;
    atomic_fetch_add_explicit(&done, 1, memory_order_release);
    return NULL;
}

int main(void)
{
    pthread_t ta, tb;
    pthread_create(&ta, NULL, write_a, NULL);
    pthread_create(&tb, NULL, write_b, NULL);
    while (atomic_load_explicit(&done, memory_order_acquire) != 2) {
    }
    int sum = a + b;
    pthread_join(ta, NULL);
    pthread_join(tb, NULL);
    return sum != 2;
}
