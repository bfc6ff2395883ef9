// expect: clean; stdout: "first 7\nsecond 8\nonce\nwaited 9\nto a thread 10\n"
// POSIX.1-2017, 2.4.1: each real-time signal is queued with its value, other signals once.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static const char *names[] = {"first", "second"};
static int handled, usual;

static void handle(int number, siginfo_t *information, void *context) {
    (void)context;
    assert(number == SIGRTMIN && information->si_code == SI_QUEUE);
    assert(information->si_pid == getpid() && information->si_uid == getuid());
    printf("%s %d\n", names[handled++], information->si_value.sival_int);
}

static void count(int number) { usual += number == SIGUSR1; }

static void *waits(void *set) {
    siginfo_t information;
    assert(sigwaitinfo(set, &information) == SIGUSR2);
    assert(information.si_code == SI_QUEUE);
    printf("to a thread %d\n", information.si_value.sival_int);
    return NULL;
}

int main(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO};
    assert(sigaction(SIGRTMIN, &action, NULL) == 0);
    assert(sigaction(SIGKILL, &action, NULL) == -1 && errno == EINVAL);
    signal(SIGUSR1, count);
    for (int i = 7; i < 9; i++) {
        assert(!sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = i}));
        raise(SIGUSR1);
    }
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    if (usual == 1) puts("once");

    pthread_sigmask(SIG_BLOCK, &set, NULL);
    sigqueue(getpid(), SIGUSR2, (union sigval){.sival_int = 9});
    siginfo_t information;
    assert(sigwaitinfo(&set, &information) == SIGUSR2);
    printf("waited %d\n", information.si_value.sival_int);
    pthread_t thread;
    pthread_create(&thread, NULL, waits, &set);
    assert(!pthread_sigqueue(thread, SIGUSR2, (union sigval){.sival_int = 10}));
    assert(pthread_sigqueue(thread, -1, (union sigval){0}) == EINVAL);
    pthread_join(thread, NULL);
    return 0;
}
