// clean: a buffer handed to and fro by two semaphores, never locked.
//
// No lock is "held" during an access, so Eraser has no set to intersect. But each post is ordered
// before the wait that it lets pass, and that is all that happens-before asks for.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static sem_t empty, full;
static int buffer;

static void *producer(void *unused)
{
    for (int i = 1; i <= 20; i++) {
        sem_wait(&empty);
        buffer = i;
        sem_post(&full);
    }
    return NULL;
}

int main(void)
{
    pthread_t thread;
    int sum = 0;
    sem_init(&empty, 0, 1);
    sem_init(&full, 0, 0);
    pthread_create(&thread, NULL, producer, NULL);
    for (int i = 1; i <= 20; i++) {
        sem_wait(&full);
        sum += buffer;
        sem_post(&empty);
    }
    pthread_join(thread, NULL);
    printf("%d\n", sum);
    return 0;
}
