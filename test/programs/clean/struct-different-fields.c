// expect: clean
#include <pthread.h>

static struct {
    char tag;
    short middle;
    int value;
} record;

static void *thread(void *unused)
{
    record.tag = 1;
    record.value = 1;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    record.middle = 2;
    pthread_join(t, NULL);
    return 0;
}
