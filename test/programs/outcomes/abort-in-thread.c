// expect: exit 134
#include <pthread.h>
#include <stdlib.h>

static void *thread(void *unused)
{
    abort();
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_join(t, NULL);
    return 0;
}
