// expect: race; races-on: x
// One side atomic is not enough ([intro.races]/21: "at least one of which is not atomic").
#include <pthread.h>

static int x;

static void *thread(void *unused)
{
    __atomic_store_n(&x, 1, __ATOMIC_SEQ_CST);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    int seen = x;
    pthread_join(t, NULL);
    return seen > 1;
}
