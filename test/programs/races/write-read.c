// expect: race; races-on: x
#include <pthread.h>

static int x;

static void *thread(void *unused)
{
    x = 1;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    int seen = x;
    pthread_join(t, NULL);
    return seen > 1;
}
