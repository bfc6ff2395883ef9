// expect: clean
// A condition variable may be destroyed and freed as soon as all its waiters were woken (the
// example in POSIX's pthread_cond_destroy).
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { WAITERS = 4 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t *condition;
static int waiting, go;

static void *waits(void *argument) {
    pthread_mutex_lock(&mutex);
    waiting++;
    while (!go) pthread_cond_wait(condition, &mutex);
    pthread_mutex_unlock(&mutex);
    return argument;
}

int main(void) {
    pthread_t threads[WAITERS];
    condition = malloc(sizeof *condition);
    pthread_cond_init(condition, NULL);
    for (int i = 0; i < WAITERS; i++) pthread_create(&threads[i], NULL, waits, NULL);
    for (int all = 0; !all;) {
        pthread_mutex_lock(&mutex);
        all = waiting == WAITERS;
        if (all) {
            go = 1;
            pthread_cond_broadcast(condition);
            pthread_cond_destroy(condition);
            memset(condition, 0xee, sizeof *condition);
            free(condition);
        }
        pthread_mutex_unlock(&mutex);
        sched_yield();
    }
    for (int i = 0; i < WAITERS; i++) pthread_join(threads[i], NULL);
    return 0;
}
