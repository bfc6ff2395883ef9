// race on resource: the first check is not ordered with the initialization under the lock.
//
// Double-checked locking: look without the lock, and lock only if there is something to do. The
// thread that finds `ready` set never locks, so the mutex orders nothing for it.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_int ready;
static int resource;

static int get_resource(void)
{
    if (!atomic_load_explicit(&ready, memory_order_relaxed)) {
        pthread_mutex_lock(&lock);
        if (!atomic_load_explicit(&ready, memory_order_relaxed)) {
            resource = 42;
            atomic_store_explicit(&ready, 1, memory_order_relaxed);
        }
        pthread_mutex_unlock(&lock);
    }
    return resource;
}

static void *late_user(void *seen)
{
    // Come late, so that the fast path is taken. Waiting relaxed orders nothing by itself.
    while (!atomic_load_explicit(&ready, memory_order_relaxed)) {
    }
    *(int *)seen = get_resource();
    return NULL;
}

int main(void)
{
    pthread_t thread;
    int seen;
    pthread_create(&thread, NULL, late_user, &seen);
    get_resource();
    pthread_join(thread, NULL);
    printf("%d\n", seen);
    return 0;
}
