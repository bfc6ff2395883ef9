// expect: race; races-on: value
// sem_getvalue writes for its caller.
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static sem_t semaphore;
static int value;

static void *look(void *unused)
{
    sem_getvalue(&semaphore, &value);
    return unused;
}

int main(void)
{
    pthread_t thread;
    sem_init(&semaphore, 0, 1);
    pthread_create(&thread, NULL, look, NULL);
    int seen = value;
    pthread_join(thread, NULL);
    return seen > 1;
}
