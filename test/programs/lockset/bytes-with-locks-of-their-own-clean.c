// expect: clean; lockset: nothing; hybrid: nothing
// Two characters in one word, each with its own lock.
#include <pthread.h>

static pthread_mutex_t locks[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static char flags[2];

static void *worker(void *unused) {
    for (int i = 0; i < 40; i++) {
        pthread_mutex_lock(&locks[i % 2]);
        flags[i % 2]++;
        pthread_mutex_unlock(&locks[i % 2]);
    }
    return unused;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, worker, NULL);
    pthread_create(&b, NULL, worker, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
