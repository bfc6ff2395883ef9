// expect: clean
//
// Locks in heap blocks that are freed without a destroy, and whose memory other locks get, taken in
// the other order by another thread: they are not the same locks.

#include <pthread.h>
#include <stdlib.h>

struct pair {
    pthread_mutex_t first;
    pthread_mutex_t second;
};

static void *body(void *argument) {
    for (int i = 0; i < 20; i++) {
        struct pair *pair = calloc(1, sizeof *pair);
        pthread_mutex_t *outer = argument ? &pair->first : &pair->second;
        pthread_mutex_t *inner = argument ? &pair->second : &pair->first;
        pthread_mutex_lock(outer);
        pthread_mutex_lock(inner);
        pthread_mutex_unlock(inner);
        pthread_mutex_unlock(outer);
        free(pair);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[2];
    int yes;
    pthread_create(&threads[0], NULL, body, &yes);
    pthread_create(&threads[1], NULL, body, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    return 0;
}
