// expect: clean; stdout: "volatile\natomic\nalarm\n"
// POSIX.1-2017, 2.4.1: a signal reaches a thread that calls nothing, too.
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

static pthread_barrier_t barrier;
static volatile sig_atomic_t plain;
static atomic_int shared;

static void handle(int number) {
    plain = number;
    atomic_store(&shared, number);
}

static void *spins_on_volatile(void *argument) {
    pthread_barrier_wait(&barrier);
    while (!plain) {
    }
    return argument;
}

static void *spins_on_atomic(void *argument) {
    pthread_barrier_wait(&barrier);
    while (!atomic_load(&shared)) {
    }
    return argument;
}

static void end_by_signal(void *(*start)(void *), const char *name) {
    pthread_t thread;
    plain = 0;
    atomic_store(&shared, 0);
    pthread_create(&thread, NULL, start, NULL);
    pthread_barrier_wait(&barrier);
    pthread_kill(thread, SIGUSR1);
    pthread_join(thread, NULL);
    puts(name);
}

int main(void) {
    struct sigaction action = {.sa_handler = handle};
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGALRM, &action, NULL);
    pthread_barrier_init(&barrier, NULL, 2);
    end_by_signal(spins_on_volatile, "volatile");
    end_by_signal(spins_on_atomic, "atomic");
    plain = 0;
    ualarm(1000, 0);
    while (plain != SIGALRM) {
    }
    puts("alarm");
    return 0;
}
