// expect: race; races-on: point
// Both threads write `y`; one of them writes `x` besides, which is no race.
#include <pthread.h>

static struct {
    int x;
    int y;
} point;

static void *thread(void *unused)
{
    point.x = 1;
    point.y = 1;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    point.y = 2;
    pthread_join(t, NULL);
    return 0;
}
