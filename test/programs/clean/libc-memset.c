// expect: clean
// memset writes the whole range. Both threads hold the lock.
#include <pthread.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char text[32];

static void *thread(void *unused)
{
    pthread_mutex_lock(&lock);
    memset(text, 0, sizeof text);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_mutex_lock(&lock);
    text[0] = 'x';
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
