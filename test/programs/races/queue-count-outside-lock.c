// expect: race; races-on: queue
// A pool's queue is locked, but somebody looks at its length without the lock.
#include <pthread.h>

static struct {
    pthread_mutex_t lock;
    int items[8];
    int count;
} queue = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void *producer(void *unused)
{
    for (int i = 0; i < 8; i++) {
        pthread_mutex_lock(&queue.lock);
        queue.items[queue.count++] = i;
        pthread_mutex_unlock(&queue.lock);
    }
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, producer, NULL);
    int looked = queue.count;
    pthread_join(t, NULL);
    return looked > 8;
}
