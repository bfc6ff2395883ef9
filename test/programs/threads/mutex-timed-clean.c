// expect: clean
// pthread_mutex_timedlock and clocklock, in virtual time.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int shared;

static struct timespec after(clockid_t clock, int milliseconds) {
    struct timespec at;
    clock_gettime(clock, &at);
    at.tv_sec += milliseconds / 1000;
    at.tv_nsec += milliseconds % 1000 * 1000000;
    if (at.tv_nsec < 1000000000) return at;
    at.tv_sec++;
    at.tv_nsec -= 1000000000;
    return at;
}

static long long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000ll + now.tv_nsec / 1000000;
}

static void *times_out(void *argument) {
    struct timespec at = after(CLOCK_REALTIME, 250);
    long long before = now_ms();
    assert(pthread_mutex_timedlock(&mutex, &at) == ETIMEDOUT);
    assert(now_ms() - before >= 250 && now_ms() - before < 300);
    at = after(CLOCK_MONOTONIC, 250);
    assert(pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &at) == ETIMEDOUT);
    at = after(CLOCK_MONOTONIC, -1000);
    assert(pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &at) == ETIMEDOUT);
    at.tv_nsec = 1000000000;
    assert(pthread_mutex_timedlock(&mutex, &at) == EINVAL);
    at.tv_nsec = -1;
    assert(pthread_mutex_timedlock(&mutex, &at) == EINVAL);
    assert(pthread_mutex_clocklock(&mutex, 99, &at) == EINVAL);
    at = after(CLOCK_REALTIME, 10000);
    assert(pthread_mutex_timedlock(&mutex, &at) == 0);
    assert(shared++ == 1);
    pthread_mutex_unlock(&mutex);
    return argument;
}

int main(void) {
    pthread_t thread;
    struct timespec second = {1, 0}, past = {0, 0}, wrong = {0, -1};
    pthread_mutex_lock(&mutex);
    pthread_create(&thread, NULL, times_out, NULL);
    nanosleep(&second, NULL);
    shared = 1;
    pthread_mutex_unlock(&mutex);
    pthread_join(thread, NULL);
    // A free mutex is taken whatever the time is, or isn't.
    assert(pthread_mutex_timedlock(&mutex, &past) == 0 && pthread_mutex_unlock(&mutex) == 0);
    assert(pthread_mutex_timedlock(&mutex, &wrong) == 0);
    past = after(CLOCK_REALTIME, 100);
    assert(pthread_mutex_timedlock(&mutex, &past) == ETIMEDOUT);
    return shared != 2;
}
