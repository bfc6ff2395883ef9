// expect: clean; stdin: "line\n"
// fgets writes its buffer. Both threads hold the lock.
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char text[16];

static void *thread(void *unused)
{
    pthread_mutex_lock(&lock);
    if (fgets(text, sizeof text, stdin) == NULL)
        return unused;
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
