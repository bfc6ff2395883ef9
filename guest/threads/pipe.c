// Pipes, from threads to threads. A write is a release that keeps what earlier writes released, a
// read that gets something, or the end, is an acquire: it cannot know whose bytes they are.

#define _GNU_SOURCE
#include "pipe.h"
#include "libc/descriptors.h"
#include "thread.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

// Beyond those of files (src/runtime/memory-calls.ts), and below OPEN_MAX. Of a pipe's two the even
// one is for reading.
enum { FIRST_FILE = 768, MOST_PIPES = 128 };

// As Linux has it: what fits is written at once.
enum { CAPACITY = 65536 };

struct pipe {
    uint32_t changes; // waiters wait on it
    uint32_t waiters;
    uint32_t first;
    uint32_t count;
    uint8_t reads; // whether that end is open
    uint8_t writes;
    uint8_t waits[2]; // by end: not O_NONBLOCK
    char bytes[CAPACITY];
};

static struct pipe *pipes[MOST_PIPES];

// Of any pipe: who polls several waits on it.
static uint32_t changes;
static uint32_t pollers;

int antecede_is_pipe(int file) {
    return file >= FIRST_FILE && file < FIRST_FILE + 2 * MOST_PIPES;
}

static int is_for_writing(int file) { return file & 1; }

// NULL if that end is closed.
static struct pipe *find(int file) {
    struct pipe *pipe = pipes[(file - FIRST_FILE) / 2];
    if (!pipe) return NULL;
    return (is_for_writing(file) ? pipe->writes : pipe->reads) ? pipe : NULL;
}

int antecede_pipe_is_open(int file) { return find(file) != NULL; }

REPLACEMENT int pipe2(int ends[2], int flags) {
    int at = 0;
    while (at < MOST_PIPES && pipes[at]) at++;
    struct pipe *pipe = at < MOST_PIPES ? antecede_private_allocate(sizeof *pipe) : NULL;
    if (!pipe) return fail(EMFILE);
    pipe->reads = pipe->writes = 1;
    pipe->waits[0] = pipe->waits[1] = !(flags & O_NONBLOCK);
    pipes[at] = pipe;
    int first = FIRST_FILE + 2 * at;
    ends[0] = antecede_new_descriptor(first);
    ends[1] = antecede_new_descriptor(first + 1);
    antecede_write_range(ends, 2 * sizeof *ends);
    return 0;
}

REPLACEMENT int pipe(int ends[2]) { return pipe2(ends, 0); }

static void tell(struct pipe *pipe) {
    pipe->changes++;
    if (pipe->waiters) antecede_wake(&pipe->changes, -1);
    changes++;
    if (pollers) antecede_wake(&changes, -1);
}

// Returns 0 or an error.
static int wait_for_change(struct pipe *pipe, int file) {
    if (!pipe->waits[is_for_writing(file)]) return EAGAIN;
    uint32_t interruptions = antecede_self->handlers_interrupting;
    int32_t why = antecede_block_cancellable(&pipe->changes, &pipe->waiters, NULL,
                                             ANTECEDE_WAIT_OTHER, pipe);
    if (why == ANTECEDE_INTERRUPTED) antecede_cancel_self();
    return antecede_self->handlers_interrupting == interruptions ? 0 : EINTR;
}

static uint32_t smaller(size_t one, uint32_t other) { return one < other ? (uint32_t)one : other; }

static void copy_out(struct pipe *pipe, char *to, uint32_t bytes) {
    uint32_t until_end = smaller(bytes, CAPACITY - pipe->first);
    memcpy(to, pipe->bytes + pipe->first, until_end);
    memcpy(to + until_end, pipe->bytes, bytes - until_end);
    pipe->first = (pipe->first + bytes) % CAPACITY;
    pipe->count -= bytes;
}

static void copy_in(struct pipe *pipe, const char *from, uint32_t bytes) {
    uint32_t last = (pipe->first + pipe->count) % CAPACITY;
    uint32_t until_end = smaller(bytes, CAPACITY - last);
    memcpy(pipe->bytes + last, from, until_end);
    memcpy(pipe->bytes, from + until_end, bytes - until_end);
    pipe->count += bytes;
}

ssize_t antecede_pipe_read(int file, char *to, size_t bytes) {
    struct pipe *pipe = find(file);
    if (!pipe || is_for_writing(file)) return fail(EBADF);
    while (!pipe->count && pipe->writes) {
        int error = wait_for_change(pipe, file);
        if (error) return fail(error);
    }
    uint32_t got = smaller(bytes, pipe->count);
    copy_out(pipe, to, got);
    antecede_acquire(pipe);
    tell(pipe);
    return (ssize_t)got;
}

// Room for all that must be written as one, or for anything at all.
static int has_room(const struct pipe *pipe, size_t bytes) {
    uint32_t room = CAPACITY - pipe->count;
    return bytes <= ANTECEDE_PIPE_ATOMIC_BYTES ? bytes <= room : room > 0;
}

ssize_t antecede_pipe_write(int file, const char *from, size_t bytes) {
    struct pipe *pipe = find(file);
    if (!pipe || !is_for_writing(file)) return fail(EBADF);
    size_t written = 0;
    do {
        int error = 0;
        while (!error && pipe->reads && !has_room(pipe, bytes - written)) {
            error = wait_for_change(pipe, file);
        }
        if (error) return written ? (ssize_t)written : fail(error);
        if (!pipe->reads) {
            raise(SIGPIPE);
            return fail(EPIPE);
        }
        uint32_t part = smaller(bytes - written, CAPACITY - pipe->count);
        copy_in(pipe, from + written, part);
        written += part;
        antecede_release_merge(pipe);
        tell(pipe);
    } while (written < bytes);
    return (ssize_t)written;
}

int antecede_pipe_close(int file) {
    struct pipe *pipe = find(file);
    if (!pipe) return fail(EBADF);
    if (is_for_writing(file)) pipe->writes = 0;
    else pipe->reads = 0;
    antecede_release_merge(pipe);
    tell(pipe);
    if (!pipe->reads && !pipe->writes && !pipe->waiters) {
        pipes[(file - FIRST_FILE) / 2] = NULL;
        antecede_private_free(pipe);
    }
    return 0;
}

int antecede_pipe_has_bytes(int file) {
    struct pipe *pipe = find(file);
    return pipe && pipe->count;
}

int antecede_pipe_flags(int file) {
    struct pipe *pipe = find(file);
    if (!pipe) return fail(EBADF);
    int access = is_for_writing(file) ? O_WRONLY : O_RDONLY;
    return pipe->waits[is_for_writing(file)] ? access : access | O_NONBLOCK;
}

int antecede_pipe_set_waits(int file, int waits) {
    struct pipe *pipe = find(file);
    if (!pipe) return fail(EBADF);
    pipe->waits[is_for_writing(file)] = (uint8_t)waits;
    return 0;
}

// ---- poll --------------------------------------------------------------------------------------

// A pipe has room for a writer while one that is written as a whole fits.
short antecede_pipe_ready(int file, short events) {
    const struct pipe *pipe = find(file);
    if (!pipe) return POLLNVAL;
    short result;
    if (is_for_writing(file)) {
        int fits = CAPACITY - pipe->count >= ANTECEDE_PIPE_ATOMIC_BYTES;
        result = fits || !pipe->reads ? events & POLLOUT : 0;
        if (!pipe->reads) result |= POLLERR;
    } else {
        result = pipe->count ? events & POLLIN : 0;
        if (!pipe->writes) result |= POLLHUP;
    }
    // Who may write learns nothing of others that write.
    if (result && (!is_for_writing(file) || !pipe->reads)) antecede_acquire(pipe);
    return result;
}

int32_t antecede_pipes_wait(const struct deadline *deadline) {
    return antecede_block_cancellable(&changes, &pollers, deadline, ANTECEDE_WAIT_OTHER, &changes);
}
