// expect: race; races-on: stack
#include <pthread.h>

static void *thread(void *local)
{
    *(int *)local = 1;
    return NULL;
}

int main(void)
{
    pthread_t t;
    int local = 0;
    pthread_create(&t, NULL, thread, &local);
    local++;
    pthread_join(t, NULL);
    return local > 2;
}
