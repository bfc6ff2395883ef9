// expect: clean
// System V's way to handle signals, and whether a handler interrupts.
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t calls;

static void count(int number) {
    (void)number;
    calls++;
}

int main(void) {
    assert(sigset(SIGUSR1, count) == SIG_DFL);
    assert(sigset(SIGUSR1, SIG_HOLD) == count);
    raise(SIGUSR1);
    assert(calls == 0);
    assert(sigset(SIGUSR1, count) == SIG_HOLD);
    assert(calls == 1);

    int ends[2];
    char byte;
    assert(pipe(ends) == 0);
    signal(SIGALRM, count);
    assert(siginterrupt(SIGALRM, 1) == 0);
    alarm(1);
    assert(read(ends[0], &byte, 1) == -1 && errno == EINTR);
    assert(calls == 2);
    return 0;
}
