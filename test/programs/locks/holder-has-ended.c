// expect: deadlock
//
// A thread ends without giving its lock back; another waits for it for ever, while main goes on.

#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *forgets(void *unused) {
    pthread_mutex_lock(&lock);
    return unused;
}

static void *waits(void *unused) {
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void) {
    pthread_t first, second;
    pthread_create(&first, NULL, forgets, NULL);
    pthread_join(first, NULL);
    pthread_create(&second, NULL, waits, NULL);
    sleep(1);
    return 0;
}
