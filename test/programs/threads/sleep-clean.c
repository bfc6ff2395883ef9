// expect: clean; stdout: "1 2 3\n"
// Sleep in virtual time: as long as asked, in the right order, and over at once.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

static long long now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000ll + now.tv_nsec;
}

static long long since;

static int took(long long ns) {
    long long taken = now_ns() - since;
    since = now_ns();
    return taken >= ns && taken < ns + 10000000;
}

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void *body(void *argument) {
    long hours = (long)argument;
    sleep(hours * 3600);
    pthread_mutex_lock(&mutex);
    printf("%ld%c", hours, hours == 3 ? '\n' : ' ');
    pthread_mutex_unlock(&mutex);
    return NULL;
}

int main(void) {
    struct timespec time = {1, 500000000}, wrong = {0, 1000000000}, negative = {-1, 0}, rest;
    pthread_t threads[3];
    since = now_ns();
    assert(nanosleep(&time, &rest) == 0 && took(1500000000));
    assert(usleep(250) == 0 && took(250000));
    assert(sleep(2) == 0 && took(2000000000));
    assert(thrd_sleep(&time, NULL) == 0 && took(1500000000));
    assert(clock_nanosleep(CLOCK_MONOTONIC, 0, &time, NULL) == 0 && took(1500000000));
    clock_gettime(CLOCK_MONOTONIC, &time);
    time.tv_sec += 7;
    assert(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL) == 0 && took(7000000000));
    assert(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL) == 0 && took(0));
    clock_gettime(CLOCK_REALTIME, &time);
    time.tv_sec += 7;
    assert(clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &time, NULL) == 0 && took(7000000000));
    assert(nanosleep(&wrong, NULL) == -1 && errno == EINVAL);
    assert(nanosleep(&negative, NULL) == -1 && errno == EINVAL);
    assert(clock_nanosleep(CLOCK_MONOTONIC, 0, &wrong, NULL) == EINVAL);
    assert(clock_nanosleep(1234, 0, &time, NULL) == EINVAL);
    assert(thrd_sleep(&wrong, NULL) < -1);
    for (long i = 0; i < 3; i++) pthread_create(&threads[i], NULL, body, (void *)(3 - i));
    for (int i = 0; i < 3; i++) pthread_join(threads[i], NULL);
    return 0;
}
