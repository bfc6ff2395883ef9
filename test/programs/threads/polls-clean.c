// expect: clean
// Who polls while others sleep, or until a time has come, waits for neither long nor in vain: by
// yields, by short sleeps, by looks at a clock, by timed waits. Time passes about as asked.
#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS = 60 };

static atomic_int done;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void *sleeper(void *arg) {
    (void)arg;
    sleep(SECONDS);
    done = 1;
    return NULL;
}

static void by_yields(void) {
    while (!done) sched_yield();
}

static void by_sleeps(void) {
    while (!done) usleep(10);
}

static void by_clock(void) {
    time_t end = time(NULL) + SECONDS;
    while (time(NULL) < end) continue;
}

static void by_timed_waits(void) {
    pthread_mutex_lock(&mutex);
    while (!done) {
        struct timespec soon;
        clock_gettime(CLOCK_REALTIME, &soon);
        pthread_cond_timedwait(&never, &mutex, &soon);
    }
    pthread_mutex_unlock(&mutex);
}

static void *yielder(void *arg) {
    (void)arg;
    by_yields();
    return NULL;
}

static void poll_with(void (*poll)(void), void *(*beside)(void *)) {
    pthread_t threads[2];
    double start = now();
    done = 0;
    pthread_create(&threads[0], NULL, sleeper, NULL);
    if (beside) pthread_create(&threads[1], NULL, beside, NULL);
    poll();
    pthread_join(threads[0], NULL);
    if (beside) pthread_join(threads[1], NULL);
    double taken = now() - start;
    assert(taken >= SECONDS - 1 && taken < SECONDS * 1.1 + 1);
}

int main(void) {
    poll_with(by_yields, NULL);
    poll_with(by_yields, yielder);
    poll_with(by_sleeps, NULL);
    poll_with(by_clock, NULL);
    poll_with(by_timed_waits, NULL);
    return 0;
}
