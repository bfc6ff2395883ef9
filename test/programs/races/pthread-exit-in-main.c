// expect: race; races-on: x
// main ends by pthread_exit, the process goes on; main's end is no order either.
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
    pthread_exit(NULL);
}
