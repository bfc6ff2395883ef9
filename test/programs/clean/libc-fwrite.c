// expect: clean
// fwrite reads its buffer. Both threads hold the lock.
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char text[8] = "message\n";

static void *thread(void *unused)
{
    pthread_mutex_lock(&lock);
    fwrite(text, 1, 8, stdout);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_mutex_lock(&lock);
    text[7] = '\n';
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
