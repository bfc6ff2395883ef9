// expect: clean
// Every cancellation point: a waiting thread is cancelled there, a pending request acts there, and
// none acts while cancellation is disabled.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static sem_t semaphore, start;
static pthread_t sleeper;
static struct timespec far = {0x7fffffff, 0}, long_time = {0x7fffffff, 0};

static void unlock(void *argument) { pthread_mutex_unlock(argument); }

static void in_condition_wait(void) {
    pthread_mutex_lock(&mutex);
    pthread_cleanup_push(unlock, &mutex);
    for (;;) pthread_cond_wait(&condition, &mutex);
    pthread_cleanup_pop(0);
}

static void in_condition_timedwait(void) {
    pthread_mutex_lock(&mutex);
    pthread_cleanup_push(unlock, &mutex);
    for (;;) pthread_cond_timedwait(&condition, &mutex, &far);
    pthread_cleanup_pop(0);
}

static void in_sem_wait(void) { sem_wait(&semaphore); }
static void in_sem_timedwait(void) { sem_timedwait(&semaphore, &far); }
static void in_join(void) { pthread_join(sleeper, NULL); }
static void in_nanosleep(void) { nanosleep(&long_time, NULL); }
static void in_sleep(void) { sleep(1000000000); }
static void in_usleep(void) { usleep(4000000000u); }
static void in_clock_nanosleep(void) { clock_nanosleep(CLOCK_MONOTONIC, 0, &long_time, NULL); }
static void in_thrd_sleep(void) { thrd_sleep(&long_time, NULL); }
static void in_testcancel(void) {
    for (;;) {
        pthread_testcancel();
        sched_yield();
    }
}

static void (*const points[])(void) = {
    in_condition_wait, in_condition_timedwait, in_sem_wait, in_sem_timedwait,
    in_join, in_nanosleep, in_sleep, in_usleep,
    in_clock_nanosleep, in_thrd_sleep, in_testcancel,
};

enum { POINTS = sizeof points / sizeof *points };

static void *waits(void *argument) {
    points[(long)argument]();
    exit(1);
}

static void *pending(void *argument) {
    int state;
    assert(pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state) == 0);
    assert(state == PTHREAD_CANCEL_ENABLE);
    sem_wait(&start);
    pthread_testcancel();
    usleep(5);
    assert(pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &state) == 0);
    assert(state == PTHREAD_CANCEL_DISABLE);
    points[(long)argument]();
    exit(1);
}

static void *sleeps(void *argument) {
    for (;;) sleep(1000000000);
    return argument;
}

static void cancelled(pthread_t thread) {
    void *result;
    assert(pthread_cancel(thread) == 0);
    assert(pthread_cancel(thread) == 0);
    sem_post(&start);
    assert(pthread_join(thread, &result) == 0 && result == PTHREAD_CANCELED);
    assert(pthread_cancel(thread) == ESRCH);
}

int main(void) {
    pthread_t thread;
    int state;
    struct timespec second = {1, 0};
    sem_init(&semaphore, 0, 0);
    sem_init(&start, 0, 0);
    assert(pthread_setcancelstate(7, &state) == EINVAL);
    assert(pthread_setcanceltype(7, &state) == EINVAL);
    assert(pthread_setcanceltype(PTHREAD_CANCEL_DEFERRED, &state) == 0);
    assert(state == PTHREAD_CANCEL_DEFERRED);
    pthread_create(&sleeper, NULL, sleeps, NULL);
    for (long i = 0; i < POINTS; i++) {
        pthread_create(&thread, NULL, waits, (void *)i);
        if (i % 2) nanosleep(&second, NULL);
        cancelled(thread);
        pthread_create(&thread, NULL, pending, (void *)i);
        cancelled(thread);
    }
    // The mutex is free, and the thread that was being joined can be joined.
    assert(pthread_mutex_lock(&mutex) == 0 && pthread_mutex_unlock(&mutex) == 0);
    cancelled(sleeper);
    return 0;
}
