// expect: clean
// Names, ids, CPU clocks and parameters of threads, by the thread itself and from outside.
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static sem_t go;

static void *body(void *argument) {
    assert(gettid() != getpid());
    sem_wait(&go);
    return argument;
}

static void names(pthread_t thread) {
    char name[16];
    assert(pthread_getname_np(thread, name, sizeof name) == 0 && name[0] == 0);
    assert(pthread_setname_np(thread, "exactly15 chars") == 0);
    assert(pthread_getname_np(thread, name, sizeof name) == 0);
    assert(strcmp(name, "exactly15 chars") == 0);
    assert(pthread_getname_np(thread, name, 15) == ERANGE);
    assert(pthread_setname_np(thread, "sixteen chars!!!") == ERANGE);
    assert(pthread_setname_np(pthread_self(), "main") == 0);
}

static void parameters(pthread_t thread) {
    struct sched_param parameters = {.sched_priority = 10};
    int policy;
    assert(pthread_getschedparam(thread, &policy, &parameters) == 0);
    assert(policy == SCHED_OTHER && parameters.sched_priority == 0);
    parameters.sched_priority = 10;
    assert(pthread_setschedparam(thread, SCHED_OTHER, &parameters) == EINVAL);
    assert(pthread_setschedparam(thread, SCHED_FIFO, &parameters) == 0);
    assert(pthread_setschedprio(thread, 200) == EINVAL);
    assert(pthread_setschedprio(thread, 20) == 0);
    assert(pthread_getschedparam(thread, &policy, &parameters) == 0);
    assert(policy == SCHED_FIFO && parameters.sched_priority == 20);
}

static void processors(pthread_t thread) {
    cpu_set_t set;
    CPU_ZERO(&set);
    assert(pthread_setaffinity_np(thread, sizeof set, &set) == EINVAL);
    assert(pthread_getaffinity_np(thread, sizeof set, &set) == 0);
    assert(CPU_COUNT(&set) >= 1 && CPU_ISSET(0, &set) && sched_getcpu() == 0);
    CPU_SET(3, &set);
    assert(CPU_ISSET(3, &set));
    CPU_CLR(3, &set);
    assert(!CPU_ISSET(3, &set));
    assert(pthread_setaffinity_np(thread, sizeof set, &set) == 0);
    assert(sched_getaffinity(0, sizeof set, &set) == 0);
}

static void process(void) {
    struct sched_param parameters = {0};
    struct timespec interval;
    sigset_t before;
    assert(sched_get_priority_min(SCHED_FIFO) == 1 && sched_get_priority_max(SCHED_FIFO) == 99);
    assert(sched_get_priority_max(1234) == -1 && errno == EINVAL);
    assert(sched_getscheduler(0) == SCHED_OTHER);
    assert(sched_getparam(getpid(), &parameters) == 0);
    assert(sched_setscheduler(0, SCHED_OTHER, &parameters) == SCHED_OTHER);
    assert(sched_rr_get_interval(0, &interval) == 0);
    assert(pthread_setconcurrency(3) == 0 && pthread_getconcurrency() == 3);
    assert(pthread_setconcurrency(-1) == EINVAL);
    assert(pthread_atfork(NULL, NULL, NULL) == 0);
    assert(pthread_sigmask(SIG_BLOCK, NULL, &before) == 0);
    assert(gettid() == getpid());
}

int main(void) {
    pthread_t thread;
    clockid_t clock;
    struct timespec now;
    sem_init(&go, 0, 0);
    assert(pthread_create(&thread, NULL, body, NULL) == 0);
    names(thread);
    parameters(thread);
    processors(thread);
    process();
    assert(pthread_getcpuclockid(thread, &clock) == 0 && clock_gettime(clock, &now) == 0);
    sem_post(&go);
    pthread_join(thread, NULL);
    assert(pthread_setname_np(thread, "x") == ESRCH);
    assert(pthread_setschedprio(thread, 1) == ESRCH);
    assert(pthread_getcpuclockid(thread, &clock) == ESRCH);
    return 0;
}
