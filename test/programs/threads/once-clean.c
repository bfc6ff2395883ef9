// expect: clean
// pthread_once: one call, ordered before every return; a cancelled or exited routine doesn't count.
#include <assert.h>
#include <pthread.h>
#include <time.h>

enum { THREADS = 5 };

static pthread_once_t once = PTHREAD_ONCE_INIT, cancelled = PTHREAD_ONCE_INIT;
static int initialized, calls;

static void initialize(void) {
    struct timespec second = {1, 0};
    nanosleep(&second, NULL);
    initialized++;
}

static void waits_first(void) {
    struct timespec hour = {3600, 0};
    if (!calls++) nanosleep(&hour, NULL);
}

static void *body(void *argument) {
    assert(pthread_once(&once, initialize) == 0);
    assert(initialized == 1);
    return argument;
}

static void *is_cancelled(void *argument) {
    pthread_once(&cancelled, waits_first);
    return argument;
}

int main(void) {
    pthread_t threads[THREADS];
    struct timespec second = {1, 0};
    void *result;
    for (int i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, body, NULL);
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    assert(initialized == 1);
    pthread_create(&threads[0], NULL, is_cancelled, NULL);
    nanosleep(&second, NULL);
    pthread_cancel(threads[0]);
    pthread_join(threads[0], &result);
    assert(result == PTHREAD_CANCELED && calls == 1);
    assert(pthread_once(&cancelled, waits_first) == 0 && calls == 2);
    assert(pthread_once(&cancelled, waits_first) == 0 && calls == 2);
    return 0;
}
