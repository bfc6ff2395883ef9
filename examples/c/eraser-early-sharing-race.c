// race on size: made available to others before its initialization is complete.
//
// Eraser may miss this one: its support for initialization forgives the first thread's unlocked
// writes as long as the second thread comes late. Happens-before sees it in every schedule.
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int size;

static void *user(void *seen)
{
    pthread_mutex_lock(&lock);
    *(int *)seen = size;
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    int seen;
    pthread_create(&thread, NULL, user, &seen);     // shared from here on …
    size = 100;                                     // … but initialized only here
    pthread_join(thread, NULL);
    printf("%d\n", seen);
    return 0;
}
