// expect: clean
// memchr reads up to the byte that it finds. Both threads hold the lock.
#include <pthread.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char text[16] = "message", found;

static void *thread(void *unused)
{
    pthread_mutex_lock(&lock);
    found = memchr(text, 'e', 16) != NULL;
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_mutex_lock(&lock);
    text[1] = 'e';
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
