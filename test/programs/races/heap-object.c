// expect: race; races-on: heap
#include <pthread.h>
#include <stdlib.h>

static void *thread(void *object)
{
    *(int *)object = 1;
    return NULL;
}

int main(void)
{
    pthread_t t;
    int *object = malloc(sizeof *object);
    pthread_create(&t, NULL, thread, object);
    *object = 2;
    pthread_join(t, NULL);
    free(object);
    return 0;
}
