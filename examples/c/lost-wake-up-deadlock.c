// deadlock: the consumer waits without asking whether the signal has come already: conditions
// remember nothing, and whoever comes too late waits for ever. Here the producer is always first.

#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;
static int data;

static void *producer(void *unused) {
    pthread_mutex_lock(&mutex);
    data = 42;
    pthread_cond_signal(&ready);
    pthread_mutex_unlock(&mutex);
    return unused;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, producer, NULL);
    pthread_join(thread, NULL);
    pthread_mutex_lock(&mutex);
    pthread_cond_wait(&ready, &mutex);
    printf("%d\n", data);
    pthread_mutex_unlock(&mutex);
    return 0;
}
