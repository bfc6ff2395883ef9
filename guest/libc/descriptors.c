// Descriptors, and dup, dup2 and dup3, which WASI lacks. A descriptor is the number of its file until
// a program duplicates it: then several stand for one, and the file is closed with the last of them.

#define _GNU_SOURCE
#include "descriptors.h"
#include "intercept.h"
#include "threads/pipe.h"
#include "threads/thread.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <wasi/api.h>

typedef __wasi_errno_t wasi_error;

wasi_error __real___wasi_fd_close(__wasi_fd_t);
wasi_error __real___wasi_fd_fdstat_get(__wasi_fd_t, __wasi_fdstat_t *);

// sysconf says as many.
enum { DESCRIPTORS = 1024 };

enum { ITSELF = 0, CLOSED = -1 };

// A number that no file has. WASI takes none below 0.
enum { NO_FILE = INT32_MAX };

static struct descriptor {
    int16_t stands_for; // ITSELF, CLOSED, or 1 more than a file
    uint16_t others;    // how many other descriptors stand for the file of this number
    uint8_t flags;      // FD_CLOEXEC
} descriptors[DESCRIPTORS];

static int is_in_range(int number) { return number >= 0 && number < DESCRIPTORS; }

int antecede_file_of(int descriptor) {
    if (!is_in_range(descriptor)) return NO_FILE;
    int stands_for = descriptors[descriptor].stands_for;
    return stands_for == ITSELF ? descriptor : stands_for == CLOSED ? NO_FILE : stands_for - 1;
}

int antecede_is_pipe_descriptor(int descriptor) {
    return antecede_is_pipe(antecede_file_of(descriptor));
}

static int is_open_file(int file) {
    __wasi_fdstat_t ignored;
    if (!is_in_range(file)) return 0;
    if (antecede_is_pipe(file)) return antecede_pipe_is_open(file);
    return !__real___wasi_fd_fdstat_get((__wasi_fd_t)file, &ignored);
}

static int is_open(int descriptor) { return is_open_file(antecede_file_of(descriptor)); }

static int lowest_closed(int least) {
    while (least < DESCRIPTORS && is_open(least)) least++;
    return least;
}

static void let_stand(int descriptor, int file) {
    descriptors[descriptor].flags = 0;
    if (descriptor == file) {
        descriptors[descriptor].stands_for = ITSELF;
    } else {
        descriptors[descriptor].stands_for = (int16_t)(file + 1);
        descriptors[file].others++;
    }
}

int antecede_new_descriptor(int file) {
    if (!is_in_range(file)) return file;
    // Programs close a standard stream and open what takes its place.
    for (int standard = STDIN_FILENO; standard <= STDERR_FILENO; standard++) {
        if (descriptors[standard].stands_for != CLOSED) continue;
        let_stand(standard, file);
        if (descriptors[file].stands_for == ITSELF) descriptors[file].stands_for = CLOSED;
        return standard;
    }
    int is_taken = descriptors[file].stands_for > 0;
    int descriptor = is_taken ? lowest_closed(STDERR_FILENO + 1) : file;
    if (descriptor == DESCRIPTORS) return -1;
    let_stand(descriptor, file);
    return descriptor;
}

// By the numbers of the folders that the host has opened libc finds its way: they stay what they are,
// whatever a program closes.
static int is_root(int file) {
    __wasi_prestat_t ignored;
    return !antecede_is_pipe(file) && !__wasi_fd_prestat_get((__wasi_fd_t)file, &ignored);
}

static int close_file(int file) {
    if (antecede_is_pipe(file)) return antecede_pipe_close(file) ? errno : 0;
    return __real___wasi_fd_close((__wasi_fd_t)file);
}

int antecede_close_descriptor(int descriptor) {
    int file = antecede_file_of(descriptor);
    if (!is_open_file(file)) return EBADF;
    if (is_root(descriptor)) return 0;
    struct descriptor *own = &descriptors[descriptor];
    struct descriptor *of_file = &descriptors[file];
    own->flags = 0;
    if (descriptor != file) of_file->others--;
    int is_last = !of_file->others && (descriptor == file || of_file->stands_for != ITSELF);
    // The host keeps standard streams open.
    own->stands_for = own->others || descriptor <= STDERR_FILENO ? CLOSED : ITSELF;
    if (!is_last) return 0;
    if (of_file->stands_for == CLOSED && file > STDERR_FILENO) of_file->stands_for = ITSELF;
    return close_file(file);
}

int antecede_duplicate_onto(int descriptor, int to) {
    if (!is_in_range(to) || !is_open(descriptor)) return EBADF;
    if (descriptor == to) return 0;
    if (is_root(to)) antecede_unsupported("dup2 onto a descriptor by which libc finds paths");
    int file = antecede_file_of(descriptor);
    antecede_close_descriptor(to);
    let_stand(to, file);
    return 0;
}

int antecede_duplicate_from(int descriptor, int least) {
    if (!is_open(descriptor)) return fail(EBADF);
    if (!is_in_range(least)) return fail(EINVAL);
    int to = lowest_closed(least);
    if (to == DESCRIPTORS) return fail(EMFILE);
    let_stand(to, antecede_file_of(descriptor));
    return to;
}

int antecede_takes_number(int command) {
    return command == F_SETFD || command == F_SETFL || command == F_DUPFD ||
           command == F_DUPFD_CLOEXEC;
}

int antecede_descriptor_flags(int descriptor) {
    if (!is_in_range(descriptor) || !is_open(descriptor)) return fail(EBADF);
    return descriptors[descriptor].flags;
}

int antecede_set_descriptor_flags(int descriptor, int flags) {
    if (!is_in_range(descriptor) || !is_open(descriptor)) return fail(EBADF);
    descriptors[descriptor].flags = flags & FD_CLOEXEC;
    return 0;
}

// ---- What programs call ------------------------------------------------------------------------

REPLACEMENT int dup(int descriptor) { return antecede_duplicate_from(descriptor, 0); }

// Who waits at the pipe that `to` stood for goes on.
static int duplicate(int descriptor, int to) {
    int error = antecede_duplicate_onto(descriptor, to);
    antecede_point();
    return error ? fail(error) : to;
}

REPLACEMENT int dup2(int descriptor, int to) { return duplicate(descriptor, to); }

// O_CLOEXEC is 0 here.
REPLACEMENT int dup3(int descriptor, int to, int flags) {
    if (descriptor == to || flags != O_CLOEXEC) return fail(EINVAL);
    return duplicate(descriptor, to);
}
