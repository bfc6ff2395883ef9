// expect: clean
// After the acquire nobody writes the location any more, so a plain read of it is ordered.
#include <pthread.h>

static int flag;

static void *producer(void *unused)
{
    __atomic_store_n(&flag, 1, __ATOMIC_RELEASE);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, producer, NULL);
    while (!__atomic_load_n(&flag, __ATOMIC_ACQUIRE)) {
    }
    int seen = flag;
    pthread_join(t, NULL);
    return seen != 1;
}
