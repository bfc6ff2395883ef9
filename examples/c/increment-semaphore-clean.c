// clean: a semaphore that starts at 1 acts like a mutex.
//
// sem_post is ordered before the sem_wait that it lets pass.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static sem_t turn;
static int x;

static void f(void)
{
    sem_wait(&turn);        // P
    ++x;
    sem_post(&turn);        // V
}

static void *thread(void *unused)
{
    f();
    return NULL;
}

int main(void)
{
    pthread_t other;
    sem_init(&turn, 0, 1);
    pthread_create(&other, NULL, thread, NULL);
    f();
    pthread_join(other, NULL);
    printf("%d\n", x);
    sem_destroy(&turn);
    return 0;
}
