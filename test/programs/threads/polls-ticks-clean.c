// expect: clean
// A thread that works in small portions with sleeps between gets as many done as there is time for,
// and a wait that is signalled in time does not time out because others yield.
#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

static atomic_int ticks;
static atomic_int is_over;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static int is_ready;

static void *ticker(void *arg) {
    (void)arg;
    while (!is_over) {
        ticks++;
        usleep(1000);
    }
    return NULL;
}

static void *worker(void *arg) {
    (void)arg;
    for (int i = 0; i < 5000; i++) sched_yield();
    pthread_mutex_lock(&mutex);
    is_ready = 1;
    pthread_cond_signal(&condition);
    pthread_mutex_unlock(&mutex);
    return NULL;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, ticker, NULL);
    sleep(5);
    is_over = 1;
    pthread_join(thread, NULL);
    assert(ticks > 4900 && ticks < 5100);

    struct timespec soon;
    clock_gettime(CLOCK_REALTIME, &soon);
    soon.tv_sec++;
    pthread_create(&thread, NULL, worker, NULL);
    pthread_mutex_lock(&mutex);
    while (!is_ready) assert(pthread_cond_timedwait(&condition, &mutex, &soon) == 0);
    pthread_mutex_unlock(&mutex);
    pthread_join(thread, NULL);
    return 0;
}
