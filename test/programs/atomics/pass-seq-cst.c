// expect: clean
// seq_cst is release and acquire besides.
#include <pthread.h>
#include <stdatomic.h>

static int data;
static atomic_int flag;

static void *producer(void *unused)
{
    data = 42;
    flag = 1;
    return NULL;
}

static void *consumer(void *unused)
{
    while (flag == 0) {
    }
    return data == 42 ? NULL : unused;
}

int main(void)
{
    pthread_t p, c;
    pthread_create(&p, NULL, producer, NULL);
    pthread_create(&c, NULL, consumer, NULL);
    pthread_join(p, NULL);
    pthread_join(c, NULL);
    return 0;
}
