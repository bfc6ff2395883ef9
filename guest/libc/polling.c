// poll and select: without descriptors they are sleeps. Files and standard streams are always
// ready.

#define _GNU_SOURCE
#include "threads/thread.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/select.h>

// Some centuries.
static const int64_t FOREVER = INT64_MAX / 2;

static int rest(int64_t ns) {
    if (!antecede_sleep_cancellable(ns)) return 0;
    errno = EINTR;
    return -1;
}

static int ready(struct pollfd *files, nfds_t count) {
    int result = 0;
    for (nfds_t i = 0; i < count; i++) {
        files[i].revents = files[i].fd < 0 ? 0 : files[i].events & (POLLIN | POLLOUT);
        result += files[i].revents != 0;
    }
    reads(files, count * sizeof *files);
    return result;
}

REPLACEMENT int poll(struct pollfd files[], nfds_t count, int milliseconds) {
    if (count) return ready(files, count);
    return rest(milliseconds < 0 ? FOREVER : milliseconds * 1000000ll);
}

REPLACEMENT int ppoll(struct pollfd files[], nfds_t count, const struct timespec *time,
                      const sigset_t *mask) {
    (void)mask;
    if (count) return ready(files, count);
    return rest(time ? time->tv_sec * 1000000000ll + time->tv_nsec : FOREVER);
}

// The sets hold what is asked, and all of it is ready: they stay as they are.
static int count_ready(int limit, fd_set *read, fd_set *write, fd_set *except) {
    int result = 0;
    for (int file = 0; file < limit; file++) {
        result += read && FD_ISSET(file, read);
        result += write && FD_ISSET(file, write);
    }
    if (except) FD_ZERO(except);
    return result;
}

REPLACEMENT int select(int limit, fd_set *restrict read, fd_set *restrict write,
                       fd_set *restrict except, struct timeval *restrict time) {
    if (read || write) return count_ready(limit, read, write, except);
    return rest(time ? time->tv_sec * 1000000000ll + time->tv_usec * 1000ll : FOREVER);
}

REPLACEMENT int pselect(int limit, fd_set *restrict read, fd_set *restrict write,
                        fd_set *restrict except, const struct timespec *restrict time,
                        const sigset_t *restrict mask) {
    (void)mask;
    if (read || write) return count_ready(limit, read, write, except);
    return rest(time ? time->tv_sec * 1000000000ll + time->tv_nsec : FOREVER);
}
