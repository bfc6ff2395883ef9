// clean: initialized without a lock, shared later and then always locked.
//
// While one thread alone has the object no lock is needed. Creating the threads orders the
// initialization before all that they do. A lockset detector must know of this stage (Eraser's
// state "exclusive"), or else it warns here falsely.
#include <pthread.h>
#include <stdio.h>

struct table {
    pthread_mutex_t lock;
    int slots[16];
};

static struct table table = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void *worker(void *unused)
{
    for (int i = 0; i < 16; i++) {
        pthread_mutex_lock(&table.lock);
        table.slots[i]++;
        pthread_mutex_unlock(&table.lock);
    }
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    for (int i = 0; i < 16; i++)
        table.slots[i] = 10 * i;        // nobody else is there yet
    pthread_create(&a, NULL, worker, NULL);
    pthread_create(&b, NULL, worker, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d\n", table.slots[15]);
    return 0;
}
