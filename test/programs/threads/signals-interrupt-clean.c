// expect: clean
// A signal from another thread runs its handler in the thread that it was sent to, and ends what POSIX
// lets it end: semaphores unless SA_RESTART, sleeps, pause, never mutexes, conditions or joins.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

static pthread_t receiver;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static sem_t semaphore;
static atomic_int handled;
static int goes_on;

static void handler(int number) {
    assert(number == SIGUSR1 && pthread_equal(pthread_self(), receiver));
    handled++;
}

static void handle(int flags) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    assert(!sigaction(SIGUSR1, &action, NULL));
}

static void in_semaphore(void) { assert(sem_wait(&semaphore) == -1 && errno == EINTR); }

static void in_timed_semaphore(void) {
    struct timespec far = {0x7fffffff, 0};
    assert(sem_timedwait(&semaphore, &far) == -1 && errno == EINTR);
}

static void in_nanosleep(void) {
    struct timespec wanted = {100, 0}, left = {0, 0};
    assert(nanosleep(&wanted, &left) == -1 && errno == EINTR);
    assert(left.tv_sec >= 90 && left.tv_sec < 100);
}

static void in_sleep(void) { assert(sleep(100) >= 90); }
static void in_pause(void) { assert(pause() == -1 && errno == EINTR); }

static void in_suspend(void) {
    sigset_t none, before;
    sigemptyset(&none);
    assert(sigsuspend(&none) == -1 && errno == EINTR);
    pthread_sigmask(SIG_BLOCK, NULL, &before);
    assert(!sigismember(&before, SIGUSR1));
}

static void in_mutex(void) {
    assert(!pthread_mutex_lock(&mutex));
    pthread_mutex_unlock(&mutex);
}

static void in_condition(void) {
    pthread_mutex_lock(&mutex);
    while (!goes_on) assert(!pthread_cond_wait(&condition, &mutex));
    pthread_mutex_unlock(&mutex);
}

static void in_restarted_semaphore(void) { assert(!sem_wait(&semaphore)); }

static void *receive(void *wait) {
    ((void (*)(void))wait)();
    return NULL;
}

static void begin(void (*wait)(void)) {
    handled = 0;
    assert(!pthread_create(&receiver, NULL, receive, (void *)wait));
    sleep(1);
    assert(!pthread_kill(receiver, 0) && !pthread_kill(receiver, SIGUSR1));
}

static void end(void) {
    pthread_join(receiver, NULL);
    assert(handled == 1);
}

int main(void) {
    void (*const ended[])(void) = {
        in_semaphore, in_timed_semaphore, in_nanosleep, in_sleep, in_pause, in_suspend,
    };
    sem_init(&semaphore, 0, 0);
    handle(0);
    for (unsigned i = 0; i < sizeof ended / sizeof *ended; i++) {
        begin(ended[i]);
        end();
    }
    pthread_mutex_lock(&mutex);
    begin(in_mutex);
    sleep(1);
    pthread_mutex_unlock(&mutex);
    end();
    begin(in_condition);
    sleep(1);
    pthread_mutex_lock(&mutex);
    goes_on = 1;
    pthread_cond_signal(&condition);
    pthread_mutex_unlock(&mutex);
    end();
    handle(SA_RESTART);
    begin(in_restarted_semaphore);
    sleep(1);
    sem_post(&semaphore);
    end();
    return 0;
}
