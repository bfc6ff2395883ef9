// expect: clean
//
// Threads that wait for work when main returns: on a condition, a semaphore, and a lock whose
// holder waits too.

#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t slow = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work = PTHREAD_COND_INITIALIZER;
static sem_t units;

static void *on_condition(void *unused) {
    pthread_mutex_lock(&mutex);
    for (;;) pthread_cond_wait(&work, &mutex);
    return unused;
}

static void *on_semaphore(void *unused) {
    for (;;) sem_wait(&units);
    return unused;
}

static void *holds(void *unused) {
    pthread_mutex_lock(&slow);
    sem_wait(&units);
    pthread_mutex_unlock(&slow);
    return unused;
}

static void *on_lock(void *unused) {
    pthread_mutex_lock(&slow);
    pthread_mutex_unlock(&slow);
    return unused;
}

int main(void) {
    void *(*const bodies[])(void *) = {on_condition, on_semaphore, holds, on_lock};
    sem_init(&units, 0, 0);
    for (int i = 0; i < 4; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, bodies[i], NULL);
        pthread_detach(thread);
    }
    sleep(1);
    return 0;
}
