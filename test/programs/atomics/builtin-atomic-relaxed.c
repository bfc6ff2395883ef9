// expect: race; races-on: data
#include <pthread.h>

static int data, flag;

static void *producer(void *unused)
{
    data = 42;
    __atomic_fetch_or(&flag, 1, __ATOMIC_RELAXED);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, producer, NULL);
    while (!__atomic_load_n(&flag, __ATOMIC_ACQUIRE)) {
    }
    int seen = data;
    pthread_join(t, NULL);
    return seen != 42;
}
