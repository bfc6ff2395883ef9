// Reads and writes on file descriptors, and what the file system tells through pointers.

#define _GNU_SOURCE
#include "descriptors.h"
#include "intercept.h"
#include "threads/pipe.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

ssize_t __real_read(int, void *, size_t);
ssize_t __real_write(int, const void *, size_t);
ssize_t __real_pread(int, void *, size_t, off_t);
ssize_t __real_pwrite(int, const void *, size_t, off_t);
ssize_t __real_readv(int, const struct iovec *, int);
ssize_t __real_writev(int, const struct iovec *, int);
int __real_stat(const char *restrict, struct stat *restrict);
int __real_lstat(const char *restrict, struct stat *restrict);
int __real_fstat(int, struct stat *);
int __real_fstatat(int, const char *restrict, struct stat *restrict, int);
char *__real_getcwd(char *, size_t);
char *__real_realpath(const char *restrict, char *restrict);
ssize_t __real_readlink(const char *restrict, char *restrict, size_t);
int __real_gethostname(char *, size_t);
int __real_open(const char *, int, ...);
int __real_close(int);
int __real_fcntl(int, int, ...);
int __real_fsync(int);
int __real_fdatasync(int);

static size_t done(ssize_t bytes) { return bytes > 0 ? (size_t)bytes : 0; }

// No other process is there to be kept out, and nothing is kept back.
REPLACEMENT int flock(int file, int operation) { return (void)file, (void)operation, 0; }

REPLACEMENT void sync(void) {}

REPLACEMENT char *get_current_dir_name(void) { return getcwd(NULL, 0); }

REPLACEMENT char *canonicalize_file_name(const char *path) { return realpath(path, NULL); }

// POSIX.1-2017, 2.9.5.2: these are cancellation points.

INTERCEPTOR int open(const char *path, int flags, ...) {
    pthread_testcancel();
    va_list arguments;
    va_start(arguments, flags);
    int mode = flags & O_CREAT ? va_arg(arguments, int) : 0;
    va_end(arguments);
    int result = __real_open(path, flags, mode);
    reads_string(path);
    return result;
}

INTERCEPTOR int close(int file) {
    pthread_testcancel();
    int is_pipe = antecede_is_pipe_descriptor(file);
    int result = __real_close(file);
    if (is_pipe) antecede_point();
    return result;
}

// A duplicate of the lowest number from `least` on.
static int duplicate(int file, int least, int flags) {
    int result = antecede_duplicate_from(file, least);
    if (result >= 0) antecede_set_descriptor_flags(result, flags);
    return result;
}

// What WASI's libc doesn't know is answered here.
REPLACEMENT int fcntl(int file, int command, ...) {
    va_list arguments;
    va_start(arguments, command);
    int argument = antecede_takes_number(command) ? va_arg(arguments, int) : 0;
    va_end(arguments);
    switch (command) {
    case F_DUPFD: return duplicate(file, argument, 0);
    case F_DUPFD_CLOEXEC: return duplicate(file, argument, FD_CLOEXEC);
    case F_GETFD: return antecede_descriptor_flags(file);
    case F_SETFD: return antecede_set_descriptor_flags(file, argument);
    default: return __real_fcntl(file, command, argument);
    }
}

INTERCEPTOR int fsync(int file) {
    pthread_testcancel();
    return __real_fsync(file);
}

INTERCEPTOR int fdatasync(int file) {
    pthread_testcancel();
    return __real_fdatasync(file);
}

INTERCEPTOR ssize_t read(int file, void *to, size_t bytes) {
    pthread_testcancel();
    int from = antecede_file_of(file);
    int is_pipe = antecede_is_pipe(from);
    ssize_t result = is_pipe ? antecede_pipe_read(from, to, bytes) : __real_read(file, to, bytes);
    if (is_pipe) antecede_point();
    writes(to, done(result));
    return result;
}

INTERCEPTOR ssize_t write(int file, const void *from, size_t bytes) {
    pthread_testcancel();
    if (antecede_is_pipe_descriptor(file)) {
        // Its reader goes on after the write: what was read for it comes before.
        reads(from, bytes);
        ssize_t result = antecede_pipe_write(antecede_file_of(file), from, bytes);
        antecede_point();
        return result;
    }
    ssize_t result = __real_write(file, from, bytes);
    reads(from, done(result));
    return result;
}

INTERCEPTOR ssize_t pread(int file, void *to, size_t bytes, off_t at) {
    pthread_testcancel();
    ssize_t result = __real_pread(file, to, bytes, at);
    writes(to, done(result));
    return result;
}

INTERCEPTOR ssize_t pwrite(int file, const void *from, size_t bytes, off_t at) {
    pthread_testcancel();
    ssize_t result = __real_pwrite(file, from, bytes, at);
    reads(from, done(result));
    return result;
}

// What was read or written of them, `left` bytes in all.
static void declare_parts(const struct iovec *parts, int count, size_t left, int is_write) {
    reads(parts, (size_t)count * sizeof *parts);
    for (int i = 0; i < count && left; i++) {
        size_t bytes = parts[i].iov_len < left ? parts[i].iov_len : left;
        if (is_write) writes(parts[i].iov_base, bytes);
        else reads(parts[i].iov_base, bytes);
        left -= bytes;
    }
}

INTERCEPTOR ssize_t readv(int file, const struct iovec *parts, int count) {
    pthread_testcancel();
    ssize_t result = __real_readv(file, parts, count);
    if (antecede_is_pipe_descriptor(file)) antecede_point();
    declare_parts(parts, count, done(result), 1);
    return result;
}

INTERCEPTOR ssize_t writev(int file, const struct iovec *parts, int count) {
    pthread_testcancel();
    if (antecede_is_pipe_descriptor(file)) {
        // As in write.
        declare_parts(parts, count, SIZE_MAX, 0);
        ssize_t result = __real_writev(file, parts, count);
        antecede_point();
        return result;
    }
    ssize_t result = __real_writev(file, parts, count);
    declare_parts(parts, count, done(result), 0);
    return result;
}

INTERCEPTOR int stat(const char *restrict path, struct stat *restrict to) {
    int result = __real_stat(path, to);
    reads_string(path);
    if (!result) writes(to, sizeof *to);
    return result;
}

INTERCEPTOR int lstat(const char *restrict path, struct stat *restrict to) {
    int result = __real_lstat(path, to);
    reads_string(path);
    if (!result) writes(to, sizeof *to);
    return result;
}

INTERCEPTOR int fstat(int file, struct stat *to) {
    int result = __real_fstat(file, to);
    // WASI has no type of file for it.
    if (!result && antecede_is_pipe_descriptor(file)) to->st_mode = S_IFIFO | S_IRUSR | S_IWUSR;
    if (!result) writes(to, sizeof *to);
    return result;
}

INTERCEPTOR int fstatat(int folder, const char *restrict path, struct stat *restrict to,
                        int flags) {
    int result = __real_fstatat(folder, path, to, flags);
    reads_string(path);
    if (!result) writes(to, sizeof *to);
    return result;
}

INTERCEPTOR char *getcwd(char *to, size_t bytes) {
    char *result = __real_getcwd(to, bytes);
    if (to && result) writes_string(to);
    return result;
}

INTERCEPTOR char *realpath(const char *restrict path, char *restrict to) {
    char *result = __real_realpath(path, to);
    reads_string(path);
    if (to && result) writes_string(to);
    return result;
}

INTERCEPTOR ssize_t readlink(const char *restrict path, char *restrict to, size_t bytes) {
    ssize_t result = __real_readlink(path, to, bytes);
    reads_string(path);
    writes(to, done(result));
    return result;
}

INTERCEPTOR int gethostname(char *to, size_t bytes) {
    int result = __real_gethostname(to, bytes);
    if (!result) writes_string(to);
    return result;
}
