// expect: race; races-on: x
// A finding decides the exit code (66), whatever the program returns.
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
    x = 2;
    pthread_join(t, NULL);
    return 3;
}
