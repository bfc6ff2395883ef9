// expect: race; races-on: go
// The spin must end although nothing in it is a synchronization operation.
#include <pthread.h>

static int go;

static void *waiter(void *unused)
{
    while (!go) {
    }
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, waiter, NULL);
    go = 1;
    pthread_join(t, NULL);
    return 0;
}
