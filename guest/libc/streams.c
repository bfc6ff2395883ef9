// flockfile and its kin (POSIX.1-2017): recursive locks, one a stream. libc has none, being made
// for one thread; and its own calls need none, because nothing switches inside them, unless they
// wait for a pipe.

#define _GNU_SOURCE
#include "descriptors.h"
#include "streams.h"
#include "threads/thread.h"
#include <errno.h>
#include <pthread.h>

// As many streams as a program may lock, and those of all pipes.
enum { LOCKS = 64 + 256 };

struct stream_lock {
    FILE *stream; // NULL: free
    uint32_t is_held;
    int32_t owner;
    int32_t depth;
};

static struct stream_lock locks[LOCKS];
static int used_locks;

static struct stream_lock *lock_of(FILE *stream) {
    for (int i = 0; i < used_locks; i++)
        if (locks[i].stream == stream) return &locks[i];
    return NULL;
}

static struct stream_lock *make_lock(FILE *stream) {
    struct stream_lock *lock = lock_of(stream);
    if (lock) return lock;
    if (used_locks == LOCKS) antecede_unsupported("flockfile on so many streams");
    lock = &locks[used_locks++];
    lock->stream = stream;
    return lock;
}

void uses_stream(FILE *stream) {
    // POSIX.1-2017, 2.9.5.2: a cancellation point may occur in each of these.
    pthread_testcancel();
    struct stream_lock *lock = lock_of(stream);
    while (lock && lock->is_held && lock->owner != antecede_current_thread()) {
        antecede_wait(&lock->is_held, 1, -1, ANTECEDE_WAIT_MUTEX, stream);
    }
    antecede_self->stream = stream;
    reads(stream, 1);
}

int is_pipe_stream(FILE *stream) {
    int error = errno;
    int result = antecede_is_pipe_descriptor(fileno(stream));
    errno = error;
    return result;
}

FILE *keep_stream_of(int file) {
    FILE *stream = antecede_self->stream;
    if (!stream || antecede_file_of(fileno(stream)) != file) return NULL;
    struct stream_lock *lock = make_lock(stream);
    lock->is_held = 1;
    lock->owner = antecede_current_thread();
    lock->depth++;
    return stream;
}

void give_back_stream(void *kept) {
    if (!kept) return;
    struct stream_lock *lock = lock_of(kept);
    if (--lock->depth) return;
    lock->is_held = 0;
    antecede_wake(&lock->is_held, 1);
}

REPLACEMENT int ftrylockfile(FILE *stream) {
    struct stream_lock *lock = make_lock(stream);
    if (lock->is_held && lock->owner != antecede_current_thread()) return -1;
    if (!lock->is_held) {
        lock->is_held = 1;
        lock->owner = antecede_current_thread();
        antecede_acquire_lock(lock);
        antecede_lock_acquired(stream, ANTECEDE_LOCK_WRITE);
    }
    lock->depth++;
    antecede_point();
    return 0;
}

REPLACEMENT void flockfile(FILE *stream) {
    while (ftrylockfile(stream)) {
        antecede_wait(&lock_of(stream)->is_held, 1, -1, ANTECEDE_WAIT_MUTEX, stream);
    }
}

REPLACEMENT void funlockfile(FILE *stream) {
    struct stream_lock *lock = lock_of(stream);
    if (!lock || !lock->is_held || lock->owner != antecede_current_thread()) return;
    if (--lock->depth) return;
    lock->is_held = 0;
    antecede_lock_released(stream, ANTECEDE_LOCK_WRITE);
    antecede_release_store(lock);
    antecede_wake(&lock->is_held, 1);
    antecede_point();
}
