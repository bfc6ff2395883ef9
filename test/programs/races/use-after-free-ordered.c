// expect: race; races-on: heap
// The free happens BEFORE the read, so it is no data race; but it is a heap-use-after-free.
#include <pthread.h>
#include <stdlib.h>

static int *object;

static void *thread(void *unused)
{
    return *object == 12345 ? unused : NULL;
}

int main(void)
{
    pthread_t t;
    object = calloc(1, sizeof *object);
    free(object);
    pthread_create(&t, NULL, thread, NULL);
    pthread_join(t, NULL);
    return 0;
}
