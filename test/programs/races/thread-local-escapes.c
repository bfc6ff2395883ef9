// expect: race; races-on: tls
// A thread-local variable is private only as long as nobody gives its address away.
#include <pthread.h>
#include <stdatomic.h>

static _Thread_local int mine;
static int *_Atomic published;
static atomic_int done;

static void *owner(void *unused)
{
    atomic_store_explicit(&published, &mine, memory_order_release);
    mine = 1;
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
