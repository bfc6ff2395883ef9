// expect: clean
// Atomic loads and plain reads of one location do not conflict: nobody writes.
#include <pthread.h>

static int x = 1;

static void *thread(void *unused)
{
    return __atomic_load_n(&x, __ATOMIC_RELAXED) == 1 ? NULL : unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    int seen = x;
    pthread_join(t, NULL);
    return seen != 1;
}
