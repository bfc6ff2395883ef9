// expect: clean
// Each thread has its own mask; what it blocks is pending until it is unblocked, taken by sigwait, or
// acted on by a thread that doesn't block it. What is ignored is gone.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

static int handled, deep;
static sigset_t signals;
static sigjmp_buf place;

static void handler(int number) {
    handled++;
    assert(!deep++);
    if (handled == 1) raise(number); // pending until this one has returned
    assert(handled != 2 || number == SIGUSR1);
    deep--;
}

static void jump(int number) { siglongjmp(place, number); }

static void *inherits(void *unused) {
    sigset_t mask;
    struct timespec soon = {1, 0};
    siginfo_t information;
    int number;
    pthread_sigmask(SIG_BLOCK, NULL, &mask);
    assert(sigismember(&mask, SIGUSR1) && sigismember(&mask, SIGUSR2));
    assert(!sigwait(&signals, &number) && number == SIGUSR2);
    assert(sigwaitinfo(&signals, &information) == SIGUSR2 && information.si_signo == SIGUSR2);
    assert(sigtimedwait(&signals, NULL, &soon) == -1 && errno == EAGAIN);
    return unused;
}

int main(void) {
    struct sigaction action = {.sa_handler = handler};
    sigset_t pending;
    pthread_t thread;
    sigemptyset(&signals);
    sigaddset(&signals, SIGUSR1);
    sigaddset(&signals, SIGUSR2);
    sigaction(SIGUSR1, &action, NULL);
    assert(!pthread_sigmask(SIG_BLOCK, &signals, NULL));
    raise(SIGUSR1);
    raise(SIGUSR1);
    sigpending(&pending);
    assert(!handled && sigismember(&pending, SIGUSR1) && !sigismember(&pending, SIGUSR2));
    pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
    assert(handled == 2); // that of the handler is the second

    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    pthread_create(&thread, NULL, inherits, NULL);
    pthread_kill(thread, SIGUSR2);
    sleep(1);
    kill(getpid(), SIGUSR2);
    pthread_join(thread, NULL);

    signal(SIGUSR2, SIG_IGN);
    pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
    raise(SIGUSR2);
    signal(SIGUSR2, jump);
    for (volatile int jumps = 0; jumps < 2; jumps++) {
        if (!sigsetjmp(place, 1)) raise(SIGUSR2);
    }
    return 0;
}
