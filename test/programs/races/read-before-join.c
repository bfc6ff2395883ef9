// expect: race; races-on: result
#include <pthread.h>

static int result;

static void *thread(void *unused)
{
    result = 42;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    int early = result;
    pthread_join(t, NULL);
    return early > 42;
}
