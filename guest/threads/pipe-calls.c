// WASI's calls on descriptors, which may stand for pipes or for other files than they say. All of
// libc comes down to them, so that its streams, readv, fcntl, fstat and others know pipes and
// duplicates too. Streams are made for one thread: another runs here only while this one waits, and
// then not with the same stream.

#include "libc/descriptors.h"
#include "libc/streams.h"
#include "pipe.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <wasi/api.h>

typedef __wasi_errno_t wasi_error;

wasi_error __real___wasi_fd_read(__wasi_fd_t, const __wasi_iovec_t *, size_t, __wasi_size_t *);
wasi_error __real___wasi_fd_write(__wasi_fd_t, const __wasi_ciovec_t *, size_t, __wasi_size_t *);
wasi_error __real___wasi_fd_fdstat_get(__wasi_fd_t, __wasi_fdstat_t *);
wasi_error __real___wasi_fd_fdstat_set_flags(__wasi_fd_t, __wasi_fdflags_t);
wasi_error __real___wasi_fd_filestat_get(__wasi_fd_t, __wasi_filestat_t *);
wasi_error __real___wasi_fd_seek(__wasi_fd_t, __wasi_filedelta_t, __wasi_whence_t,
                                 __wasi_filesize_t *);

// It waits for its first bytes only.
static wasi_error read_each(int file, const __wasi_iovec_t *parts, size_t count,
                            __wasi_size_t *got) {
    *got = 0;
    for (size_t i = 0; i < count; i++) {
        if (!parts[i].buf_len || (*got && !antecede_pipe_has_bytes(file))) continue;
        ssize_t bytes = antecede_pipe_read(file, (char *)parts[i].buf, parts[i].buf_len);
        if (bytes < 0) return (wasi_error)errno;
        *got += (__wasi_size_t)bytes;
        if ((size_t)bytes < parts[i].buf_len) break;
    }
    return 0;
}

REPLACEMENT wasi_error __wasi_fd_read(__wasi_fd_t descriptor, const __wasi_iovec_t *parts,
                                      size_t count, __wasi_size_t *got) {
    int file = antecede_file_of(descriptor);
    if (!antecede_is_pipe(file)) return __real___wasi_fd_read(file, parts, count, got);
    wasi_error error;
    pthread_cleanup_push(give_back_stream, keep_stream_of(file));
    error = read_each(file, parts, count, got);
    pthread_cleanup_pop(1);
    return error;
}

// Parts that are few enough bytes together are one write.
static ssize_t write_as_one(int file, const __wasi_ciovec_t *parts, size_t count) {
    char bytes[ANTECEDE_PIPE_ATOMIC_BYTES];
    size_t all = 0;
    for (size_t i = 0; i < count; i++) {
        memcpy(bytes + all, parts[i].buf, parts[i].buf_len);
        all += parts[i].buf_len;
    }
    return antecede_pipe_write(file, bytes, all);
}

static ssize_t write_each(int file, const __wasi_ciovec_t *parts, size_t count) {
    size_t written = 0;
    for (size_t i = 0; i < count; i++) {
        if (!parts[i].buf_len) continue;
        ssize_t bytes = antecede_pipe_write(file, (const char *)parts[i].buf, parts[i].buf_len);
        if (bytes < 0) return written ? (ssize_t)written : -1;
        written += (size_t)bytes;
        if ((size_t)bytes < parts[i].buf_len) break;
    }
    return (ssize_t)written;
}

REPLACEMENT wasi_error __wasi_fd_write(__wasi_fd_t descriptor, const __wasi_ciovec_t *parts,
                                       size_t count, __wasi_size_t *written) {
    int file = antecede_file_of(descriptor);
    if (!antecede_is_pipe(file)) return __real___wasi_fd_write(file, parts, count, written);
    size_t all = 0;
    for (size_t i = 0; i < count; i++) all += parts[i].buf_len;
    ssize_t bytes;
    pthread_cleanup_push(give_back_stream, keep_stream_of(file));
    bytes = all <= ANTECEDE_PIPE_ATOMIC_BYTES ? write_as_one(file, parts, count)
                                              : write_each(file, parts, count);
    pthread_cleanup_pop(1);
    if (bytes < 0) return (wasi_error)errno;
    *written = (__wasi_size_t)bytes;
    return 0;
}

REPLACEMENT wasi_error __wasi_fd_close(__wasi_fd_t descriptor) {
    return (wasi_error)antecede_close_descriptor(descriptor);
}

// From its rights fcntl knows how it is open.
REPLACEMENT wasi_error __wasi_fd_fdstat_get(__wasi_fd_t descriptor, __wasi_fdstat_t *to) {
    int file = antecede_file_of(descriptor);
    if (!antecede_is_pipe(file)) return __real___wasi_fd_fdstat_get(file, to);
    int flags = antecede_pipe_flags(file);
    if (flags < 0) return (wasi_error)errno;
    int is_for_writing = (flags & O_ACCMODE) == O_WRONLY;
    *to = (__wasi_fdstat_t){
        .fs_filetype = __WASI_FILETYPE_UNKNOWN,
        .fs_flags = flags & O_NONBLOCK ? __WASI_FDFLAGS_NONBLOCK : 0,
        .fs_rights_base = is_for_writing ? __WASI_RIGHTS_FD_WRITE : __WASI_RIGHTS_FD_READ,
    };
    return 0;
}

REPLACEMENT wasi_error __wasi_fd_fdstat_set_flags(__wasi_fd_t descriptor, __wasi_fdflags_t flags) {
    int file = antecede_file_of(descriptor);
    if (!antecede_is_pipe(file)) return __real___wasi_fd_fdstat_set_flags(file, flags);
    return antecede_pipe_set_waits(file, !(flags & __WASI_FDFLAGS_NONBLOCK)) ? (wasi_error)errno
                                                                            : 0;
}

REPLACEMENT wasi_error __wasi_fd_filestat_get(__wasi_fd_t descriptor, __wasi_filestat_t *to) {
    int file = antecede_file_of(descriptor);
    if (!antecede_is_pipe(file)) return __real___wasi_fd_filestat_get(file, to);
    if (antecede_pipe_flags(file) < 0) return (wasi_error)errno;
    *to = (__wasi_filestat_t){.filetype = __WASI_FILETYPE_UNKNOWN, .nlink = 1};
    return 0;
}

REPLACEMENT wasi_error __wasi_fd_seek(__wasi_fd_t descriptor, __wasi_filedelta_t by,
                                      __wasi_whence_t from, __wasi_filesize_t *to) {
    int file = antecede_file_of(descriptor);
    if (!antecede_is_pipe(file)) return __real___wasi_fd_seek(file, by, from, to);
    return antecede_pipe_flags(file) < 0 ? (wasi_error)errno : ESPIPE;
}
