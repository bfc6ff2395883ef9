// expect: clean; stdout: "done\n"; options: --no-misuse
// Results, error numbers and what is ordered by pthread_create, pthread_join and their relatives.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

static int before_create;
static int before_end;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static void *body(void *argument) {
    assert(before_create == 1);
    before_end = 2;
    return argument;
}

static void *blocked(void *argument) {
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
    return argument;
}

static void *exits(void *argument) { pthread_exit(argument); }

static void *joins(void *argument) {
    pthread_t *target = argument;
    return (void *)(long)pthread_join(*target, NULL);
}

static void joined_once(void) {
    pthread_t thread;
    void *result;
    before_create = 1;
    assert(pthread_create(&thread, NULL, body, &before_create) == 0);
    assert(pthread_join(thread, &result) == 0);
    assert(result == &before_create && before_end == 2);
    assert(pthread_join(thread, NULL) == ESRCH);
    assert(pthread_detach(thread) == ESRCH);
    assert(pthread_kill(thread, 0) == ESRCH);
    assert(pthread_cancel(thread) == ESRCH);
}

static void unknown_handles(void) {
    assert(pthread_join(PTHREAD_NULL, NULL) == ESRCH);
    assert(pthread_join((pthread_t)0x7fff1234, NULL) == ESRCH);
    assert(pthread_tryjoin_np((pthread_t)0xffffffff, NULL) == ESRCH);
    assert(pthread_join(pthread_self(), NULL) == EDEADLK);
    assert(pthread_kill(pthread_self(), 0) == 0);
    assert(pthread_kill(pthread_self(), 1000) == EINVAL);
}

static void not_yet_ended(void) {
    pthread_t thread;
    void *result;
    struct timespec soon;
    pthread_mutex_lock(&gate);
    assert(pthread_create(&thread, NULL, blocked, &soon) == 0);
    assert(pthread_tryjoin_np(thread, &result) == EBUSY);
    clock_gettime(CLOCK_REALTIME, &soon);
    soon.tv_sec += 1;
    assert(pthread_timedjoin_np(thread, &result, &soon) == ETIMEDOUT);
    clock_gettime(CLOCK_MONOTONIC, &soon);
    soon.tv_sec += 1;
    assert(pthread_clockjoin_np(thread, &result, CLOCK_MONOTONIC, &soon) == ETIMEDOUT);
    soon.tv_nsec = 1000000000;
    assert(pthread_clockjoin_np(thread, &result, CLOCK_MONOTONIC, &soon) == EINVAL);
    pthread_mutex_unlock(&gate);
    clock_gettime(CLOCK_REALTIME, &soon);
    soon.tv_sec += 1000;
    assert(pthread_timedjoin_np(thread, &result, &soon) == 0 && result == &soon);
}

static void joined_twice_at_once(void) {
    pthread_t target, other;
    void *result;
    pthread_mutex_lock(&gate);
    assert(pthread_create(&target, NULL, blocked, NULL) == 0);
    assert(pthread_create(&other, NULL, joins, &target) == 0);
    int error;
    while ((error = pthread_tryjoin_np(target, NULL)) == EBUSY) sched_yield();
    assert(error == EINVAL);
    assert(pthread_detach(target) == EINVAL);
    pthread_mutex_unlock(&gate);
    assert(pthread_join(other, &result) == 0 && result == NULL);
}

static void detached(void) {
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_mutex_lock(&gate);
    assert(pthread_create(&thread, &attributes, blocked, NULL) == 0);
    assert(pthread_join(thread, NULL) == EINVAL);
    assert(pthread_detach(thread) == EINVAL);
    pthread_mutex_unlock(&gate);
    while (pthread_kill(thread, 0) != ESRCH) sched_yield();
    assert(pthread_join(thread, NULL) == ESRCH);
}

static void detached_after_its_end(void) {
    pthread_t thread;
    assert(pthread_create(&thread, NULL, exits, NULL) == 0);
    struct timespec hour = {3600, 0};
    nanosleep(&hour, NULL);
    assert(pthread_kill(thread, 0) == 0);
    assert(pthread_detach(thread) == 0);
    assert(pthread_kill(thread, 0) == ESRCH);
}

int main(void) {
    pthread_t thread;
    void *result;
    joined_once();
    unknown_handles();
    not_yet_ended();
    joined_twice_at_once();
    detached();
    detached_after_its_end();
    assert(pthread_create(&thread, NULL, exits, &thread) == 0);
    assert(pthread_join(thread, &result) == 0 && result == &thread);
    assert(pthread_equal(pthread_self(), pthread_self()));
    assert(!pthread_equal(pthread_self(), thread));
    puts("done");
    return 0;
}
