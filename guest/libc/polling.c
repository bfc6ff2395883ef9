// poll and select: without descriptors they are sleeps. Files and standard streams are always ready;
// pipes are waited for. That a pipe is ready tells of what made it so: an acquire, as a read is.

#define _GNU_SOURCE
#include "descriptors.h"
#include "threads/pipe.h"
#include "threads/thread.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/select.h>

// Some centuries.
static const int64_t FOREVER = INT64_MAX / 2;

enum { NS_PER_MILLISECOND = 1000000 };

static int count_ready(struct pollfd *files, nfds_t count) {
    int result = 0;
    for (nfds_t i = 0; i < count; i++) {
        int file = antecede_file_of(files[i].fd);
        short usual = files[i].events & (POLLIN | POLLOUT);
        if (files[i].fd < 0) files[i].revents = 0;
        else files[i].revents = antecede_is_pipe(file) ? antecede_pipe_ready(file, usual) : usual;
        result += files[i].revents != 0;
    }
    return result;
}

// ns < 0: no limit. Signals are acted on under another mask, if there is one, while this waits.
static int wait_until_ready(struct pollfd *files, nfds_t count, int64_t ns, const sigset_t *mask) {
    struct thread *self = antecede_self;
    uint64_t before = self->signal_mask;
    struct deadline deadline = {ANTECEDE_MONOTONIC, 0};
    if (ns >= 0) deadline.at_ns = antecede_clock_now(ANTECEDE_MONOTONIC) + ns;
    uint32_t handlers = self->handlers_run;
    pthread_testcancel();
    if (mask) self->signal_mask = mask->__signals;
    if (mask) antecede_deliver_signals();
    int result = 0;
    for (;;) {
        result = count_ready(files, count);
        if (result || !ns || (ns > 0 && !antecede_remaining(&deadline))) break;
        if (self->handlers_run != handlers) {
            result = fail(EINTR);
            break;
        }
        int32_t why = antecede_pipes_wait(ns < 0 ? NULL : &deadline);
        if (why == ANTECEDE_INTERRUPTED) antecede_cancel_self();
    }
    self->signal_mask = before;
    antecede_point();
    return result;
}

static int has_pipe(const struct pollfd *files, nfds_t count) {
    for (nfds_t i = 0; i < count; i++)
        if (files[i].fd >= 0 && antecede_is_pipe_descriptor(files[i].fd)) return 1;
    return 0;
}

static int is_sleep(const struct pollfd *files, nfds_t count) {
    for (nfds_t i = 0; i < count; i++)
        if (files[i].fd >= 0) return 0;
    return 1;
}

static int look_at(struct pollfd *files, nfds_t count, int64_t ns, const sigset_t *mask) {
    if (mask || has_pipe(files, count)) return wait_until_ready(files, count, ns, mask);
    if (!is_sleep(files, count)) return count_ready(files, count);
    count_ready(files, count);
    return antecede_sleep_cancellable(ns < 0 ? FOREVER : ns) ? fail(EINTR) : 0;
}

static int64_t ns_of(const struct timespec *time) {
    return time ? time->tv_sec * NS_PER_SECOND + time->tv_nsec : -1;
}

REPLACEMENT int ppoll(struct pollfd files[], nfds_t count, const struct timespec *time,
                      const sigset_t *mask) {
    int result = look_at(files, count, ns_of(time), mask);
    writes(files, count * sizeof *files);
    return result;
}

REPLACEMENT int poll(struct pollfd files[], nfds_t count, int milliseconds) {
    int64_t ns = milliseconds < 0 ? -1 : (int64_t)milliseconds * NS_PER_MILLISECOND;
    int result = look_at(files, count, ns, NULL);
    writes(files, count * sizeof *files);
    return result;
}

// ---- select ------------------------------------------------------------------------------------

static int is_in(int file, const fd_set *set) { return set && FD_ISSET(file, set); }

static nfds_t list(struct pollfd *files, int limit, const fd_set *read, const fd_set *write) {
    nfds_t count = 0;
    for (int file = 0; file < limit; file++) {
        short events = (is_in(file, read) ? POLLIN : 0) | (is_in(file, write) ? POLLOUT : 0);
        if (events) files[count++] = (struct pollfd){.fd = file, .events = events};
    }
    return count;
}

// As on Linux, the end of a pipe and its failure count as ready.
static int answer(const struct pollfd *file, fd_set *read, fd_set *write) {
    int reads = (file->events & POLLIN) && (file->revents & (POLLIN | POLLHUP | POLLERR));
    int writes = (file->events & POLLOUT) && (file->revents & (POLLOUT | POLLERR));
    if ((file->events & POLLIN) && !reads) FD_CLR(file->fd, read);
    if ((file->events & POLLOUT) && !writes) FD_CLR(file->fd, write);
    return reads + writes;
}

static int select_by(int limit, fd_set *read, fd_set *write, fd_set *except, int64_t ns,
                     const sigset_t *mask) {
    struct pollfd files[FD_SETSIZE];
    if (limit < 0 || limit > FD_SETSIZE) return fail(EINVAL);
    nfds_t count = list(files, limit, read, write);
    int result = look_at(files, count, ns, mask);
    if (result < 0) return result;
    result = 0;
    for (nfds_t i = 0; i < count; i++) {
        if (files[i].revents & POLLNVAL) return fail(EBADF);
        result += answer(&files[i], read, write);
    }
    if (except) FD_ZERO(except);
    return result;
}

REPLACEMENT int select(int limit, fd_set *restrict read, fd_set *restrict write,
                       fd_set *restrict except, struct timeval *restrict time) {
    int64_t ns = -1;
    if (time) ns = time->tv_sec * NS_PER_SECOND + time->tv_usec * (int64_t)NS_PER_MICROSECOND;
    return select_by(limit, read, write, except, ns, NULL);
}

REPLACEMENT int pselect(int limit, fd_set *restrict read, fd_set *restrict write,
                        fd_set *restrict except, const struct timespec *restrict time,
                        const sigset_t *restrict mask) {
    return select_by(limit, read, write, except, ns_of(time), mask);
}
