// expect: timeout
// The other thread spins for a flag that nobody sets, and main waits for it. No deadlock: a
// spinning thread can always go on.
#include <pthread.h>
#include <stdatomic.h>

static atomic_int never;

static void *thread(void *unused)
{
    while (!atomic_load(&never)) {
    }
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_join(t, NULL);
    return 0;
}
