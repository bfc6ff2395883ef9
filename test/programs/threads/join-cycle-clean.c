// expect: clean
// Threads that join each other in a circle: one of them gets EDEADLK.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>

enum { THREADS = 3 };

static pthread_t threads[THREADS];
static sem_t start;
static int deadlocks;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *body(void *argument) {
    pthread_t *next = argument;
    sem_wait(&start);
    int error = pthread_join(*next, NULL);
    pthread_mutex_lock(&lock);
    deadlocks += error == EDEADLK;
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void) {
    sem_init(&start, 0, 0);
    for (int i = 0; i < THREADS; i++) {
        pthread_create(&threads[i], NULL, body, &threads[(i + 1) % THREADS]);
    }
    for (int i = 0; i < THREADS; i++) sem_post(&start);
    int found = 0;
    while (!found) {
        pthread_mutex_lock(&lock);
        found = deadlocks;
        pthread_mutex_unlock(&lock);
        sched_yield();
    }
    assert(found == 1);
    return 0;
}
