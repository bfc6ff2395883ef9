// expect: clean; stdout: "42\n"
// A detached thread can't be joined; a released flag says that its result is there.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static int result;
static atomic_int done;

static void *thread(void *unused)
{
    pthread_detach(pthread_self());
    result = 42;
    atomic_store_explicit(&done, 1, memory_order_release);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    while (!atomic_load_explicit(&done, memory_order_acquire)) {
    }
    printf("%d\n", result);
    return 0;
}
