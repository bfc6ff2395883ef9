// clean: every access to the counter is made with the same mutex locked.
//
// Unlocking synchronizes with the next locking, so each increment happens before the next one.
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int counter;

static void *count(void *unused)
{
    for (int i = 0; i < 1000; i++) {
        pthread_mutex_lock(&lock);
        counter++;
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[10];
    for (int i = 0; i < 10; i++)
        pthread_create(&threads[i], NULL, count, NULL);
    for (int i = 0; i < 10; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", counter);        // after the joins no lock is needed
    return 0;
}
