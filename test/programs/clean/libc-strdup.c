// expect: clean
// strdup reads its argument. Both threads hold the lock.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char text[16] = "message";

static void *thread(void *unused)
{
    pthread_mutex_lock(&lock);
    free(strdup(text));
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_mutex_lock(&lock);
    text[3] = 'S';
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
