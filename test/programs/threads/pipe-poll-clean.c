// expect: clean
// poll, select and ppoll tell which pipe is ready, wait for one, and for no longer than asked; fcntl
// and fstat know pipes. What the writer did before is known to who was told that its pipe is ready.
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int one[2], other[2];
static int data;

static void *writes_late(void *argument) {
    usleep(20000);
    data = 1;
    assert(write(other[1], "x", 1) == 1);
    return argument;
}

static long elapsed_ms(struct timespec since) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - since.tv_sec) * 1000 + (now.tv_nsec - since.tv_nsec) / 1000000;
}

static void by_poll(void) {
    struct pollfd files[] = {{one[0], POLLIN, 0}, {other[0], POLLIN, 0}, {-1, POLLIN, 0}};
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    assert(poll(files, 2, 0) == 0 && poll(files, 3, 30) == 0);
    assert(elapsed_ms(start) >= 29);
    pthread_t thread;
    pthread_create(&thread, NULL, writes_late, NULL);
    assert(poll(files, 3, -1) == 1 && files[0].revents == 0 && files[1].revents == POLLIN);
    assert(data == 1);
    pthread_join(thread, NULL);
    struct pollfd writable = {one[1], POLLOUT, 0};
    assert(poll(&writable, 1, -1) == 1 && writable.revents == POLLOUT);
}

static void by_select(void) {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(one[0], &set);
    FD_SET(other[0], &set);
    int limit = (one[0] > other[0] ? one[0] : other[0]) + 1;
    struct timeval time = {5, 0};
    assert(select(limit, &set, NULL, NULL, &time) == 1);
    assert(!FD_ISSET(one[0], &set) && FD_ISSET(other[0], &set));
    char byte;
    assert(read(other[0], &byte, 1) == 1);
    time = (struct timeval){0, 10000};
    assert(select(limit, &set, NULL, NULL, &time) == 0 && !FD_ISSET(other[0], &set));
}

static void handler(int number) { (void)number; }

static void interrupted(void) {
    sigset_t blocked, none;
    sigemptyset(&none);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    signal(SIGUSR1, handler);
    raise(SIGUSR1);
    struct pollfd file = {one[0], POLLIN, 0};
    assert(ppoll(&file, 1, NULL, &none) == -1 && errno == EINTR);
}

static void ends(void) {
    assert(fcntl(one[0], F_GETFL) == O_RDONLY && !fcntl(one[0], F_GETFD));
    assert(!fcntl(one[0], F_SETFL, O_NONBLOCK) && (fcntl(one[0], F_GETFL) & O_NONBLOCK));
    assert(!(fcntl(one[1], F_GETFL) & O_NONBLOCK));
    assert(!fcntl(one[0], F_SETFD, FD_CLOEXEC) && fcntl(one[0], F_GETFD) == FD_CLOEXEC);
    char byte;
    assert(read(one[0], &byte, 1) == -1 && errno == EAGAIN);
    struct stat state;
    assert(!fstat(one[0], &state) && S_ISFIFO(state.st_mode));
    struct pollfd file = {one[0], POLLIN, 0};
    close(one[1]);
    assert(poll(&file, 1, -1) == 1 && file.revents == POLLHUP);
    close(one[0]);
    assert(poll(&file, 1, -1) == 1 && file.revents == POLLNVAL);
    assert(fcntl(one[0], F_GETFL) == -1 && errno == EBADF);
}

int main(void) {
    assert(!pipe(one) && !pipe(other));
    by_poll();
    by_select();
    interrupted();
    ends();
    return 0;
}
