// clean: a read-write lock of one's own, made of a mutex and a condition variable.
//
// Eraser does not see that it IS a lock, and needs annotations. To happens-before it is nothing
// special: its order comes from the mutex inside.
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int readers;         // -1: a writer is in
static int data;

static void read_lock(void)
{
    pthread_mutex_lock(&mutex);
    while (readers < 0)
        pthread_cond_wait(&changed, &mutex);
    readers++;
    pthread_mutex_unlock(&mutex);
}

static void write_lock(void)
{
    pthread_mutex_lock(&mutex);
    while (readers != 0)
        pthread_cond_wait(&changed, &mutex);
    readers = -1;
    pthread_mutex_unlock(&mutex);
}

static void unlock(void)
{
    pthread_mutex_lock(&mutex);
    readers = readers < 0 ? 0 : readers - 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
}

static void *writer(void *unused)
{
    for (int i = 0; i < 50; i++) {
        write_lock();
        data++;
        unlock();
    }
    return NULL;
}

static void *reader(void *last)
{
    for (int i = 0; i < 50; i++) {
        read_lock();
        *(int *)last = data;
        unlock();
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[4];
    int last[2];
    pthread_create(&threads[0], NULL, writer, NULL);
    pthread_create(&threads[1], NULL, writer, NULL);
    pthread_create(&threads[2], NULL, reader, &last[0]);
    pthread_create(&threads[3], NULL, reader, &last[1]);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", data);
    return 0;
}
