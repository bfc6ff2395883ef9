// expect: race; races-on: x
// A plain write against an atomic LOAD.
#include <pthread.h>

static int x;

static void *thread(void *unused)
{
    return __atomic_load_n(&x, __ATOMIC_SEQ_CST) > 1 ? unused : NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    x = 1;
    pthread_join(t, NULL);
    return 0;
}
