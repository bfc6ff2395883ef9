// expect: clean
// The errors of message queues, as POSIX has them.
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FAILS(error, call) (errno = 0, assert((call) == -1), assert(errno == (error)))

static char name[64];
static const struct timespec past = {0, 0};
static const struct timespec wrong = {0, -1};

static void open_and_unlink(void) {
    char long_name[400];
    memset(long_name, 'a', sizeof long_name);
    long_name[0] = '/';
    long_name[sizeof long_name - 1] = 0;
    FAILS(ENAMETOOLONG, mq_open(long_name, O_CREAT | O_RDWR, 0600, NULL));
    FAILS(ENOENT, mq_open(name, O_RDWR));
    FAILS(ENOENT, mq_unlink(name));
    struct mq_attr none = {.mq_maxmsg = 0, .mq_msgsize = 1};
    FAILS(EINVAL, mq_open(name, O_CREAT | O_RDWR, 0600, &none));
    mqd_t queue = mq_open(name, O_CREAT | O_RDWR, 0600, NULL);
    assert(queue != -1);
    FAILS(EEXIST, mq_open(name, O_CREAT | O_EXCL | O_RDWR, 0600, NULL));
    struct mq_attr usual;
    assert(mq_getattr(queue, &usual) == 0);
    assert(usual.mq_maxmsg == 10 && usual.mq_msgsize == 8192 && usual.mq_flags == 0);
    assert(mq_close(queue) == 0);
    FAILS(EBADF, mq_close(queue));
    FAILS(EBADF, mq_getattr(queue, &usual));
    FAILS(EBADF, mq_notify(queue, NULL));
    assert(mq_unlink(name) == 0);
}

static void send_and_receive(void) {
    struct mq_attr attributes = {.mq_maxmsg = 1, .mq_msgsize = 4};
    mqd_t queue = mq_open(name, O_CREAT | O_RDWR | O_NONBLOCK, 0600, &attributes);
    mqd_t reader = mq_open(name, O_RDONLY), writer = mq_open(name, O_WRONLY);
    char text[8];
    FAILS(EAGAIN, mq_receive(queue, text, sizeof text, NULL));
    FAILS(EMSGSIZE, mq_receive(queue, text, 3, NULL));
    FAILS(EBADF, mq_receive(writer, text, sizeof text, NULL));
    FAILS(ETIMEDOUT, mq_timedreceive(reader, text, sizeof text, NULL, &past));
    FAILS(EINVAL, mq_timedreceive(reader, text, sizeof text, NULL, &wrong));
    FAILS(EMSGSIZE, mq_send(queue, "12345", 5, 0));
    FAILS(EINVAL, mq_send(queue, "1", 1, 32768));
    FAILS(EBADF, mq_send(reader, "1", 1, 0));
    assert(mq_timedsend(writer, "1", 1, 32767, &past) == 0);
    FAILS(EAGAIN, mq_send(queue, "2", 1, 0));
    FAILS(ETIMEDOUT, mq_timedsend(writer, "2", 1, 0, &past));
    attributes.mq_flags = 0;
    struct mq_attr before;
    assert(mq_setattr(queue, &attributes, &before) == 0);
    assert(before.mq_flags == O_NONBLOCK && before.mq_curmsgs == 1);
    FAILS(ETIMEDOUT, mq_timedsend(queue, "2", 1, 0, &past));
    mq_close(reader);
    mq_close(writer);
    mq_close(queue);
    mq_unlink(name);
}

static void *receive_for_ever(void *queue) {
    char text[4];
    mq_receive(*(mqd_t *)queue, text, sizeof text, NULL);
    return NULL;
}

static void cancel(void) {
    struct mq_attr attributes = {.mq_maxmsg = 1, .mq_msgsize = 4};
    mqd_t queue = mq_open(name, O_CREAT | O_RDWR, 0600, &attributes);
    pthread_t thread;
    void *result;
    pthread_create(&thread, NULL, receive_for_ever, &queue);
    usleep(10000);
    pthread_cancel(thread);
    pthread_join(thread, &result);
    assert(result == PTHREAD_CANCELED);
    mq_close(queue);
    mq_unlink(name);
}

static void do_nothing(int number) { (void)number; }

static void be_interrupted(void) {
    struct sigaction action = {.sa_handler = do_nothing};
    sigaction(SIGALRM, &action, NULL);
    mqd_t queue = mq_open(name, O_CREAT | O_RDWR, 0600, NULL);
    char text[8192];
    alarm(1);
    FAILS(EINTR, mq_receive(queue, text, sizeof text, NULL));
    mq_close(queue);
    mq_unlink(name);
}

int main(void) {
    snprintf(name, sizeof name, "/antecede-%d", (int)getpid());
    open_and_unlink();
    send_and_receive();
    cancel();
    be_interrupted();
    return 0;
}
