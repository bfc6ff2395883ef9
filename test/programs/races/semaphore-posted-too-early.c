// expect: race; races-on: data
#include <pthread.h>
#include <semaphore.h>

static sem_t ready;
static int data;

static void *producer(void *unused)
{
    sem_post(&ready);
    data = 42;
    return NULL;
}

int main(void)
{
    pthread_t t;
    sem_init(&ready, 0, 0);
    pthread_create(&t, NULL, producer, NULL);
    sem_wait(&ready);
    int seen = data;
    pthread_join(t, NULL);
    return seen == 12345;
}
