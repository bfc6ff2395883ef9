// expect: clean
// The terminator is read too: here it is written over by another one. Both threads hold the lock.
#include <pthread.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char text[16] = "message";
static size_t length;

static void *thread(void *unused)
{
    pthread_mutex_lock(&lock);
    length = strlen(text);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_mutex_lock(&lock);
    text[7] = '\0';
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
