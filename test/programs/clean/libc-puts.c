// expect: clean
// puts reads its argument. Both threads hold the lock.
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char text[8] = "message";

static void *thread(void *unused)
{
    pthread_mutex_lock(&lock);
    puts(text);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_mutex_lock(&lock);
    text[0] = 'M';
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
