#include <pthread.h>

static int count;
static int calls;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

void counter_bump(void) { count++; }

int counter_locked(void (*call)(void)) {
    pthread_mutex_lock(&mutex);
    call();
    int now = ++calls;
    pthread_mutex_unlock(&mutex);
    return now;
}
