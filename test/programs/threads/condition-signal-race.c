// expect: race; races-on: shared
// A signal orders nothing; only the mutex does, and the signalling thread doesn't lock it.
#include <pthread.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static _Atomic int waiting, done;
static int shared;

static void *waits(void *argument) {
    pthread_mutex_lock(&mutex);
    __atomic_store_n((int *)&waiting, 1, __ATOMIC_RELAXED);
    while (!__atomic_load_n((int *)&done, __ATOMIC_RELAXED)) pthread_cond_wait(&condition, &mutex);
    shared++;
    pthread_mutex_unlock(&mutex);
    return argument;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, waits, NULL);
    while (!__atomic_load_n((int *)&waiting, __ATOMIC_RELAXED)) sched_yield();
    pthread_mutex_lock(&mutex);
    pthread_mutex_unlock(&mutex);
    shared = 1;
    __atomic_store_n((int *)&done, 1, __ATOMIC_RELAXED);
    pthread_cond_signal(&condition);
    pthread_join(thread, NULL);
    return 0;
}
