// expect: race; races-on: x
#include <pthread.h>
#include <stdatomic.h>

static int x;
static atomic_int done;

static void *thread(void *unused)
{
    x = 1;
    atomic_store_explicit(&done, 1, memory_order_relaxed);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_detach(t);
    while (!atomic_load_explicit(&done, memory_order_relaxed)) {
    }
    x = 2;
    return 0;
}
