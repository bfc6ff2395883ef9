// expect: clean
// A cancelled waiter doesn't swallow a signal that another waiter needs.
#include <pthread.h>
#include <time.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static int tickets;

static void unlock(void *argument) { pthread_mutex_unlock(argument); }

static void *waits(void *argument) {
    pthread_mutex_lock(&mutex);
    pthread_cleanup_push(unlock, &mutex);
    while (!tickets) pthread_cond_wait(&condition, &mutex);
    // Whoever was woken and leaves wakes the next.
    pthread_cond_signal(&condition);
    pthread_cleanup_pop(1);
    return argument;
}

int main(void) {
    pthread_t threads[2];
    struct timespec second = {1, 0};
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, waits, NULL);
    nanosleep(&second, NULL);
    pthread_mutex_lock(&mutex);
    tickets = 1;
    pthread_cond_signal(&condition);
    pthread_mutex_unlock(&mutex);
    pthread_cancel(threads[0]);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    return 0;
}
