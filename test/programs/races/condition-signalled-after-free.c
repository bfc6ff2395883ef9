// expect: race; races-on: heap; tsan: reports
//
// The signal comes after the mutex was given back: by then the waiter has seen that the job is
// done, and freed it.

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct job {
    pthread_mutex_t mutex;
    pthread_cond_t condition;
    int is_done;
};

static atomic_int freed;

static void *work(void *argument) {
    struct job *job = argument;
    pthread_mutex_lock(&job->mutex);
    job->is_done = 1;
    pthread_mutex_unlock(&job->mutex);
    while (!atomic_load_explicit(&freed, memory_order_relaxed)) {}
    pthread_cond_signal(&job->condition);
    return NULL;
}

int main(void) {
    struct job *job = malloc(sizeof *job);
    pthread_mutex_init(&job->mutex, NULL);
    pthread_cond_init(&job->condition, NULL);
    job->is_done = 0;
    pthread_t thread;
    pthread_create(&thread, NULL, work, job);
    for (int is_done = 0; !is_done;) {
        pthread_mutex_lock(&job->mutex);
        is_done = job->is_done;
        pthread_mutex_unlock(&job->mutex);
    }
    free(job);
    atomic_store_explicit(&freed, 1, memory_order_relaxed);
    pthread_join(thread, NULL);
    return 0;
}
