// expect: clean
// strtol reads the digits. Both threads hold the lock.
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char text[16] = "123";
static long number;

static void *thread(void *unused)
{
    pthread_mutex_lock(&lock);
    number = strtol(text, NULL, 10);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_mutex_lock(&lock);
    text[1] = '5';
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
