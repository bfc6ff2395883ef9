// expect: race; races-on: last_error
// A home-made errno: one for all threads.
#include <pthread.h>

static int last_error;

static int fails(int code)
{
    last_error = code;
    return -1;
}

static void *thread(void *unused)
{
    if (fails(1) < 0 && last_error == 12345)
        return unused;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    fails(2);
    pthread_join(t, NULL);
    return 0;
}
