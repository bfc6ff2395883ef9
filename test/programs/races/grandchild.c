// expect: race; races-on: x
// The child is joined, but the grandchild that it left behind is not.
#include <pthread.h>

static int x;
static pthread_t grandchild;

static void *write_x(void *unused)
{
    x = 1;
    return NULL;
}

static void *child(void *unused)
{
    pthread_create(&grandchild, NULL, write_x, NULL);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, child, NULL);
    pthread_join(t, NULL);
    x = 2;
    pthread_join(grandchild, NULL);
    return 0;
}
