// expect: race; races-on: data, flag
// volatile is neither atomic nor ordered (C11 5.1.2.4).
#include <pthread.h>

static int data;
static volatile int flag;

static void *producer(void *unused)
{
    data = 42;
    flag = 1;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, producer, NULL);
    while (!flag) {
    }
    int seen = data;
    pthread_join(t, NULL);
    return seen == 42 ? 0 : 1;
}
