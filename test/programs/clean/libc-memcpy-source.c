// expect: clean
// memcpy reads every byte of its source. Both threads hold the lock.
#include <pthread.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char text[32] = "message", copy[32];

static void *thread(void *unused)
{
    pthread_mutex_lock(&lock);
    memcpy(copy, text, sizeof copy);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_mutex_lock(&lock);
    text[31] = 'x';
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
