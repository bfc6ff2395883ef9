// expect: clean; stdout: "write\nread\nlocked\n"; tsan: any
// A handler of SIGSEGV may go on elsewhere by siglongjmp, and switch threads before it does.
#include <assert.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static sigjmp_buf back;
static volatile sig_atomic_t faults;

static void handler(int number, siginfo_t *information, void *context) {
    (void)context;
    assert(number == SIGSEGV && information->si_addr == NULL);
    faults++;
    usleep(10);
    siglongjmp(back, 1);
}

static void *uses_a_lock(void *mutex) {
    pthread_mutex_lock(mutex);
    puts("locked");
    pthread_mutex_unlock(mutex);
    return NULL;
}

int main(void) {
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
    sigaction(SIGSEGV, &action, NULL);
    int *volatile nowhere = NULL;
    if (!sigsetjmp(back, 1)) *nowhere = 1;
    else puts("write");
    if (!sigsetjmp(back, 1)) return *nowhere;
    puts("read");
    assert(faults == 2);

    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_t thread;
    pthread_create(&thread, NULL, uses_a_lock, &mutex);
    pthread_join(thread, NULL);
    return 0;
}
