// expect: race; races-on: stack
// The race is on the stack of a thread that is not main.
#include <pthread.h>
#include <stdatomic.h>

static int *_Atomic published;
static atomic_int done;

static void *owner(void *unused)
{
    volatile int local = 0;
    atomic_store_explicit(&published, (int *)&local, memory_order_release);
    local = 1;
    while (!atomic_load_explicit(&done, memory_order_acquire)) {
    }
    return NULL;
}

int main(void)
{
    pthread_t t;
    int *other;
    pthread_create(&t, NULL, owner, NULL);
    while ((other = atomic_load_explicit(&published, memory_order_acquire)) == NULL) {
    }
    *other = 2;
    atomic_store_explicit(&done, 1, memory_order_release);
    pthread_join(t, NULL);
    return 0;
}
