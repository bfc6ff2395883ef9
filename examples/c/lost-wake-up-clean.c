// clean: what is waited for is a variable, and the condition only says that it is worth looking
// again: a signal before the wait is not lost, and a wake-up without one does no harm.

#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;
static int is_ready;
static int data;

static void *producer(void *unused) {
    pthread_mutex_lock(&mutex);
    data = 42;
    is_ready = 1;
    pthread_cond_signal(&ready);
    pthread_mutex_unlock(&mutex);
    return unused;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, producer, NULL);
    pthread_mutex_lock(&mutex);
    while (!is_ready) pthread_cond_wait(&ready, &mutex);
    printf("%d\n", data);
    pthread_mutex_unlock(&mutex);
    pthread_join(thread, NULL);
    return 0;
}
