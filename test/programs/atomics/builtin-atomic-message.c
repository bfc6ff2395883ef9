// expect: clean
// The __atomic builtins work on plain variables and take an order.
#include <pthread.h>

static int data, flag;

static void *producer(void *unused)
{
    data = 42;
    __atomic_store_n(&flag, 1, __ATOMIC_RELEASE);
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
