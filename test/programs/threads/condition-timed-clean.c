// expect: clean
// Timed waits on both clocks, error numbers, and that the mutex is held after each.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

static pthread_mutex_t mutex = PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP;
static pthread_cond_t realtime = PTHREAD_COND_INITIALIZER, monotonic;
static int ready;

static struct timespec after(clockid_t clock, int seconds) {
    struct timespec at;
    clock_gettime(clock, &at);
    at.tv_sec += seconds;
    return at;
}

static void *signals(void *condition) {
    struct timespec second = {1, 0};
    nanosleep(&second, NULL);
    pthread_mutex_lock(&mutex);
    ready = 1;
    pthread_cond_signal(condition);
    pthread_mutex_unlock(&mutex);
    return NULL;
}

static void times_out(pthread_cond_t *condition, clockid_t clock) {
    struct timespec at = after(clock, 2), now;
    int error;
    pthread_mutex_lock(&mutex);
    do error = pthread_cond_timedwait(condition, &mutex, &at);
    while (error == 0); // spurious wake-ups
    assert(error == ETIMEDOUT);
    clock_gettime(clock, &now);
    assert(now.tv_sec > at.tv_sec || (now.tv_sec == at.tv_sec && now.tv_nsec >= at.tv_nsec));
    assert(now.tv_sec <= at.tv_sec + 1);
    at.tv_sec -= 10;
    do error = pthread_cond_timedwait(condition, &mutex, &at);
    while (error == 0);
    assert(error == ETIMEDOUT);
    assert(pthread_mutex_unlock(&mutex) == 0);
}

static void is_signalled(pthread_cond_t *condition, clockid_t clock) {
    struct timespec at = after(clock, 1000);
    pthread_t thread;
    ready = 0;
    pthread_create(&thread, NULL, signals, condition);
    pthread_mutex_lock(&mutex);
    while (!ready) assert(pthread_cond_timedwait(condition, &mutex, &at) == 0);
    pthread_mutex_unlock(&mutex);
    pthread_join(thread, NULL);
    assert(after(clock, 0).tv_sec < at.tv_sec);
}

static void attributes(void) {
    pthread_condattr_t attributes;
    clockid_t clock;
    int shared;
    assert(pthread_condattr_init(&attributes) == 0);
    assert(pthread_condattr_getclock(&attributes, &clock) == 0 && clock == CLOCK_REALTIME);
    assert(pthread_condattr_setclock(&attributes, CLOCK_PROCESS_CPUTIME_ID) == EINVAL);
    assert(pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0);
    assert(pthread_condattr_setpshared(&attributes, 2) == EINVAL);
    assert(pthread_condattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED) == 0);
    assert(pthread_condattr_getpshared(&attributes, &shared) == 0);
    assert(shared == PTHREAD_PROCESS_SHARED);
    assert(pthread_condattr_getclock(&attributes, &clock) == 0 && clock == CLOCK_MONOTONIC);
    assert(pthread_cond_init(&monotonic, &attributes) == 0);
    assert(pthread_condattr_destroy(&attributes) == 0);
}

static void errors(void) {
    struct timespec wrong = {1, 1000000000}, past = {0, 0};
    assert(pthread_cond_wait(&realtime, &mutex) == EPERM);
    assert(pthread_cond_timedwait(&realtime, &mutex, &past) == EPERM);
    pthread_mutex_lock(&mutex);
    assert(pthread_cond_timedwait(&realtime, &mutex, &wrong) == EINVAL);
    assert(pthread_cond_clockwait(&realtime, &mutex, 77, &past) == EINVAL);
    int error;
    do error = pthread_cond_clockwait(&realtime, &mutex, CLOCK_MONOTONIC, &past);
    while (error == 0);
    assert(error == ETIMEDOUT);
    assert(pthread_mutex_unlock(&mutex) == 0);
}

int main(void) {
    attributes();
    errors();
    times_out(&realtime, CLOCK_REALTIME);
    times_out(&monotonic, CLOCK_MONOTONIC);
    is_signalled(&realtime, CLOCK_REALTIME);
    is_signalled(&monotonic, CLOCK_MONOTONIC);
    return 0;
}
