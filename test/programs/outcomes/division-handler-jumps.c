// expect: clean; stdout: "int\nremainder\nlong\nin a thread\n"; tsan: any
// A division by zero calls the handler of SIGFPE, which may go on elsewhere by siglongjmp.
#include <assert.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>

static _Thread_local sigjmp_buf back;
static volatile int zero, one = 1;

static void handler(int number, siginfo_t *information, void *context) {
    (void)context;
    assert(number == SIGFPE && information->si_code == FPE_INTDIV);
    siglongjmp(back, 1);
}

static int divided(int by) { return one / by; }

static void *divides(void *unused) {
    (void)unused;
    if (!sigsetjmp(back, 1)) assert(divided(zero));
    else puts("in a thread");
    return NULL;
}

int main(void) {
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
    sigaction(SIGFPE, &action, NULL);
    if (!sigsetjmp(back, 1)) return divided(zero);
    else puts("int");
    if (!sigsetjmp(back, 1)) return one % zero;
    else puts("remainder");
    if (!sigsetjmp(back, 1)) return (long long)one / zero;
    else puts("long");

    pthread_t thread;
    pthread_create(&thread, NULL, divides, NULL);
    pthread_join(thread, NULL);
    return 0;
}
