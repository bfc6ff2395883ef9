// expect: race; races-on: heap; native: skip; tsan: any
// Both threads free one block: two unordered writes, and a double free besides.
#include <pthread.h>
#include <stdlib.h>

static char *block;

static void *thread(void *unused)
{
    free(block);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    block = malloc(100);
    pthread_create(&a, NULL, thread, NULL);
    pthread_create(&b, NULL, thread, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
