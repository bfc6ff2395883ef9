// expect: clean; stdout: "urgent 7\nfirst 1\nsecond 1\nthread: 42\nsignal: 43\n0 left\n"; tsan: reports
// A message brings what its sender did before: by priority, the oldest first, and by notification.
// gcc's ThreadSanitizer doesn't know message queues.
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static char name[64];
static mqd_t queue;
static int payload;
static int registered;
static volatile sig_atomic_t from_signal;
static sem_t notified;

static void *send(void *unused) {
    (void)unused;
    mqd_t own = mq_open(name, O_WRONLY);
    payload = 42;
    assert(mq_send(own, "first", 6, 1) == 0);
    assert(mq_send(own, "second", 7, 1) == 0);
    assert(mq_send(own, "urgent", 7, 7) == 0);
    assert(mq_send(own, "last", 5, 0) == 0); // waits until there is room
    return mq_close(own) ? unused : NULL;
}

static void receive(void) {
    char text[16];
    unsigned priority;
    assert(mq_receive(queue, text, sizeof text, &priority) > 0);
    printf("%s %u\n", text, priority);
}

static void on_message(union sigval value) {
    printf("thread: %d\n", registered + value.sival_int);
    sem_post(&notified);
}

static void on_signal(int number, siginfo_t *information, void *context) {
    (void)number, (void)context;
    if (information->si_code == SI_MESGQ) from_signal = information->si_value.sival_int;
}

static void drain(void) {
    struct mq_attr attributes;
    char text[16];
    struct timespec past = {0, 0};
    while (mq_timedreceive(queue, text, sizeof text, NULL, &past) >= 0) {}
    assert(errno == ETIMEDOUT);
    mq_getattr(queue, &attributes);
    assert(attributes.mq_curmsgs == 0);
}

static void *send_one(void *unused) {
    mq_send(queue, "", 0, 0);
    return unused;
}

static void send_by_thread(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, send_one, NULL);
    pthread_join(thread, NULL);
}

static void be_notified(void) {
    sem_init(&notified, 0, 0);
    struct sigevent event = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = on_message};
    event.sigev_value.sival_int = 2;
    registered = 40;
    assert(mq_notify(queue, &event) == 0);
    assert(mq_notify(queue, &event) == -1 && errno == EBUSY);
    send_by_thread();
    sem_wait(&notified);
    drain();

    struct sigaction action = {.sa_flags = SA_SIGINFO, .sa_sigaction = on_signal};
    sigaction(SIGUSR1, &action, NULL);
    event = (struct sigevent){.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    event.sigev_value.sival_int = 43;
    mq_notify(queue, &event);
    send_by_thread();
    while (!from_signal) usleep(1000);
    printf("signal: %d\n", from_signal);
    drain();
}

int main(void) {
    snprintf(name, sizeof name, "/antecede-%d", (int)getpid());
    struct mq_attr attributes = {.mq_maxmsg = 3, .mq_msgsize = 16};
    queue = mq_open(name, O_CREAT | O_EXCL | O_RDWR, 0600, &attributes);
    assert(queue != (mqd_t)-1);
    pthread_t thread;
    pthread_create(&thread, NULL, send, NULL);
    do {
        usleep(1000);
        mq_getattr(queue, &attributes);
    } while (attributes.mq_curmsgs < 3);
    receive();
    assert(payload == 42);
    receive();
    receive();
    pthread_join(thread, NULL);
    drain();
    be_notified();
    mq_getattr(queue, &attributes);
    printf("%ld left\n", attributes.mq_curmsgs);
    mq_close(queue);
    mq_unlink(name);
    return 0;
}
