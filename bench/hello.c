// A thread that says hello: what start-up is measured with.
#include <pthread.h>
#include <stdio.h>

static void *greet(void *name)
{
    printf("Hello, %s!\n", (const char *)name);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, greet, "world");
    return pthread_join(t, NULL);
}
