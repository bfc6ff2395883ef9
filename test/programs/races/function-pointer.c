// expect: race; races-on: handler
#include <pthread.h>

static int one(void)
{
    return 1;
}

static int two(void)
{
    return 2;
}

static int (*handler)(void) = one;

static void *thread(void *unused)
{
    handler = two;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    int seen = handler();
    pthread_join(t, NULL);
    return seen > 2;
}
