// expect: clean
// snprintf writes what it prints. Both threads hold the lock.
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char line[32];

static void *thread(void *unused)
{
    pthread_mutex_lock(&lock);
    snprintf(line, sizeof line, "%d", 12345);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_mutex_lock(&lock);
    line[4] = 'x';
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
