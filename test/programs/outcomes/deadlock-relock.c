// expect: deadlock; kinds: double-lock
// A normal mutex locked twice by its owner (POSIX: PTHREAD_MUTEX_NORMAL deadlocks).
#include <pthread.h>

static pthread_mutex_t lock;

int main(void)
{
    pthread_mutexattr_t normal;
    pthread_mutexattr_init(&normal);
    pthread_mutexattr_settype(&normal, PTHREAD_MUTEX_NORMAL);
    pthread_mutex_init(&lock, &normal);
    pthread_mutex_lock(&lock);
    pthread_mutex_lock(&lock);
    return 0;
}
