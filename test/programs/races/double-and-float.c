// expect: race; races-on: d, f
#include <pthread.h>

static double d;
static float f;

static void *thread(void *unused)
{
    d += 1.5;
    f += 1.5f;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    d *= 2;
    f *= 2;
    pthread_join(t, NULL);
    return 0;
}
