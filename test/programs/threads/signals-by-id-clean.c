// expect: clean
// Signals to threads by the ids of the kernel, and to processes that don't exist.
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { NOBODY = 0x3fffffff };

static sem_t ready;
static pid_t id;
static _Thread_local volatile sig_atomic_t calls;

static void count(int number) {
    (void)number;
    calls++;
}

static void *run(void *unused) {
    id = gettid();
    sem_post(&ready);
    while (calls < 2) usleep(1000);
    return unused;
}

int main(void) {
    struct sigaction action = {.sa_handler = count};
    sigaction(SIGUSR1, &action, NULL);
    sem_init(&ready, 0, 0);
    pthread_t thread;
    pthread_create(&thread, NULL, run, NULL);
    sem_wait(&ready);
    assert(tgkill(getpid(), id, SIGUSR1) == 0);
    usleep(10000);
    assert(syscall(SYS_tgkill, getpid(), id, SIGUSR1) == 0);
    pthread_join(thread, NULL);
    assert(calls == 0);
    assert(tgkill(getpid(), NOBODY, 0) == -1 && errno == ESRCH);
    assert(kill(NOBODY, 0) == -1 && errno == ESRCH);
    assert(killpg(NOBODY, 0) == -1 && errno == ESRCH);
    assert(kill(getpid(), 0) == 0 && killpg(getpgrp(), 0) == 0 && raise(0) == 0);
    assert(kill(getpid(), 4000) == -1 && errno == EINVAL);
    return 0;
}
