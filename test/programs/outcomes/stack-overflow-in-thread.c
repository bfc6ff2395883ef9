// expect: exit 139; tsan: any
#include <pthread.h>

static volatile int sink;

static int descend(int depth)
{
    volatile char frame[256];
    frame[depth % 256] = 1;
    sink = depth;
    return descend(depth + 1) + frame[depth % 256];
}

static void *thread(void *unused)
{
    return descend(0) == 0 ? NULL : unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_join(t, NULL);
    return 0;
}
