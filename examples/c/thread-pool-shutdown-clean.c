// clean: a pool of workers is told to stop under the queue's lock, all of them are woken, and they
// are joined after the lock is given back: each finishes what is queued and ends.

#include <pthread.h>
#include <stdio.h>

enum { WORKERS = 3, TASKS = 10 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int queued;
static int done;
static int is_stopping;

static void *worker(void *unused) {
    pthread_mutex_lock(&lock);
    for (;;) {
        while (queued == 0 && !is_stopping) pthread_cond_wait(&changed, &lock);
        if (queued == 0) break;
        queued--;
        done++;
    }
    pthread_mutex_unlock(&lock);
    return unused;
}

static void submit(void) {
    pthread_mutex_lock(&lock);
    queued++;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
}

static void shut_down(const pthread_t *workers) {
    pthread_mutex_lock(&lock);
    is_stopping = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < WORKERS; i++) pthread_join(workers[i], NULL);
}

int main(void) {
    pthread_t workers[WORKERS];
    for (int i = 0; i < WORKERS; i++) pthread_create(&workers[i], NULL, worker, NULL);
    for (int i = 0; i < TASKS; i++) submit();
    shut_down(workers);
    printf("%d\n", done);
    return 0;
}
