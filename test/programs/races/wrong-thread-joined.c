// expect: race; races-on: x
#include <pthread.h>

static int x;

static void *writer(void *unused)
{
    x = 1;
    return NULL;
}

static void *idle(void *unused)
{
    return NULL;
}

int main(void)
{
    pthread_t w, i;
    pthread_create(&w, NULL, writer, NULL);
    pthread_create(&i, NULL, idle, NULL);
    pthread_join(i, NULL);
    x = 2;
    pthread_join(w, NULL);
    return 0;
}
