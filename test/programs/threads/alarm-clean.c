// expect: clean; native: skip
// Alarms in virtual time: they end waits, come again, can be taken back, and may never come.
#include <assert.h>
#include <errno.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

static int alarms;

static void handler(int number) {
    assert(number == SIGALRM);
    alarms++;
}

int main(void) {
    struct sigaction action = {.sa_handler = handler};
    struct itimerval often = {{0, 10000}, {0, 10000}}, never = {{0, 0}, {0, 0}};
    sigset_t set;
    sem_t semaphore;
    int number;
    sigaction(SIGALRM, &action, NULL);
    sem_init(&semaphore, 0, 0);
    alarm(2);
    assert(sem_wait(&semaphore) == -1 && errno == EINTR && alarms == 1);
    assert(alarm(10) == 0 && sleep(4) == 0 && alarm(0) == 6 && sleep(100) == 0);
    assert(!setitimer(ITIMER_REAL, &often, NULL));
    while (alarms < 6) pause();
    assert(!setitimer(ITIMER_REAL, &never, &often) && often.it_interval.tv_usec == 10000);
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    alarm(1);
    assert(!sigwait(&set, &number) && number == SIGALRM && alarms == 6);
    alarm(1000);
    return 0;
}
