// expect: race; races-on: point
// An assignment of a struct reads and writes every byte of it.
#include <pthread.h>

struct point {
    int x;
    int y;
    int z[6];
};

static struct point point;

static void *thread(void *unused)
{
    point.z[5] = 1;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    struct point copy = point;
    pthread_join(t, NULL);
    return copy.z[5] > 1;
}
