// expect: clean; stdout: "ping pong ping pong ping pong \n"
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>

static sem_t ping, pong;
static char text[64];

static void *ponger(void *unused)
{
    for (int i = 0; i < 3; i++) {
        sem_wait(&pong);
        strcat(text, "pong ");
        sem_post(&ping);
    }
    return NULL;
}

int main(void)
{
    pthread_t t;
    sem_init(&ping, 0, 1);
    sem_init(&pong, 0, 0);
    pthread_create(&t, NULL, ponger, NULL);
    for (int i = 0; i < 3; i++) {
        sem_wait(&ping);
        strcat(text, "ping ");
        sem_post(&pong);
    }
    pthread_join(t, NULL);
    puts(text);
    return 0;
}
