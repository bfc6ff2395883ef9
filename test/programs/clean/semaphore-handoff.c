// expect: clean; stdout: "42\n"
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static sem_t ready;
static int data;

static void *producer(void *unused)
{
    data = 42;
    sem_post(&ready);
    return NULL;
}

int main(void)
{
    pthread_t t;
    sem_init(&ready, 0, 0);
    pthread_create(&t, NULL, producer, NULL);
    sem_wait(&ready);
    printf("%d\n", data);
    pthread_join(t, NULL);
    sem_destroy(&ready);
    return 0;
}
