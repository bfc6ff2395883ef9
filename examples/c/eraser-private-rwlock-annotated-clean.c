// clean: a read-write lock of one's own, with the annotations that make it one for Eraser.
//
// The twin of eraser-private-rwlock-clean.c. The lock is named by an address, here that of its
// counter.
#include <antecede.h>
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
    EraserReadLock(&readers);
}

static void write_lock(void)
{
    pthread_mutex_lock(&mutex);
    while (readers != 0)
        pthread_cond_wait(&changed, &mutex);
    readers = -1;
    pthread_mutex_unlock(&mutex);
    EraserWriteLock(&readers);
}

static void read_unlock(void)
{
    EraserReadUnlock(&readers);
    pthread_mutex_lock(&mutex);
    readers--;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
}

static void write_unlock(void)
{
    EraserWriteUnlock(&readers);
    pthread_mutex_lock(&mutex);
    readers = 0;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
}

static void *writer(void *unused)
{
    for (int i = 0; i < 50; i++) {
        write_lock();
        data++;
        write_unlock();
    }
    return NULL;
}

static void *reader(void *last)
{
    for (int i = 0; i < 50; i++) {
        read_lock();
        *(int *)last = data;
        read_unlock();
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
    read_lock();
    printf("%d\n", data);
    read_unlock();
    return 0;
}
