// expect: clean; stdout: "30\n"
// The first reader locks writers out, the last one lets them in again. The lock is taken by one
// thread and given back by another, so it is a semaphore.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static pthread_mutex_t count_lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t room;
static int readers, data;

static void *reader(void *last)
{
    for (int i = 0; i < 20; i++) {
        pthread_mutex_lock(&count_lock);
        if (++readers == 1)
            sem_wait(&room);
        pthread_mutex_unlock(&count_lock);
        *(int *)last = data;
        pthread_mutex_lock(&count_lock);
        if (--readers == 0)
            sem_post(&room);
        pthread_mutex_unlock(&count_lock);
    }
    return NULL;
}

static void *writer(void *unused)
{
    for (int i = 0; i < 15; i++) {
        sem_wait(&room);
        data++;
        sem_post(&room);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    int last[2];
    sem_init(&room, 0, 1);
    pthread_create(&t[0], NULL, reader, &last[0]);
    pthread_create(&t[1], NULL, reader, &last[1]);
    pthread_create(&t[2], NULL, writer, NULL);
    pthread_create(&t[3], NULL, writer, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("%d\n", data);
    return 0;
}
