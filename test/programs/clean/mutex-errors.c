// expect: clean; stdout: "relock 1 unlock 1 busy 1\n"; tsan: any
// An error-checking mutex tells; nothing here is undefined. (TSan warns of the foreign unlock.)
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock;
static int foreign, busy;

static void *thread(void *unused)
{
    foreign = pthread_mutex_unlock(&lock);
    busy = pthread_mutex_trylock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_mutexattr_t checking;
    pthread_mutexattr_init(&checking);
    pthread_mutexattr_settype(&checking, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&lock, &checking);
    pthread_mutex_lock(&lock);
    int again = pthread_mutex_lock(&lock);
    pthread_create(&t, NULL, thread, NULL);
    pthread_join(t, NULL);
    pthread_mutex_unlock(&lock);
    printf("relock %d unlock %d busy %d\n", again == EDEADLK, foreign == EPERM, busy == EBUSY);
    return 0;
}
