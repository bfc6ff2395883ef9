// expect: clean
// The 17th byte is the last that this memmove writes. Both threads hold the lock.
#include <pthread.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char text[32] = "message";

static void *thread(void *unused)
{
    pthread_mutex_lock(&lock);
    memmove(text + 1, text, 16);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_mutex_lock(&lock);
    text[16] = 'x';
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
