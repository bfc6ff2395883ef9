// expect: clean
// An argument of %s is read to its terminator. Both threads hold the lock.
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char text[16] = "message", line[32];

static void *thread(void *unused)
{
    pthread_mutex_lock(&lock);
    snprintf(line, sizeof line, "%s", text);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_mutex_lock(&lock);
    text[1] = 'E';
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
