// WASI's calls on descriptors that know no pipes (threads/pipe-calls.c has the others), on the files
// for which those stand.

#include "descriptors.h"
#include "intercept.h"
#include <errno.h>
#include <wasi/api.h>

typedef __wasi_errno_t wasi_error;
typedef __wasi_fd_t fd_t;
typedef __wasi_filesize_t filesize;
typedef __wasi_timestamp_t timestamp;

#define PASS(name, parameters, ...)                                                                \
    wasi_error __real___wasi_fd_##name parameters;                                                 \
    REPLACEMENT wasi_error __wasi_fd_##name parameters {                                           \
        fd = antecede_file_of(fd);                                                                 \
        return __real___wasi_fd_##name(__VA_ARGS__);                                               \
    }

PASS(advise, (fd_t fd, filesize at, filesize bytes, __wasi_advice_t advice), fd, at, bytes, advice)
PASS(allocate, (fd_t fd, filesize at, filesize bytes), fd, at, bytes)
PASS(datasync, (fd_t fd), fd)
PASS(sync, (fd_t fd), fd)
PASS(tell, (fd_t fd, filesize *at), fd, at)
PASS(filestat_set_size, (fd_t fd, filesize bytes), fd, bytes)
PASS(filestat_set_times, (fd_t fd, timestamp access, timestamp change, __wasi_fstflags_t which),
     fd, access, change, which)
PASS(pread, (fd_t fd, const __wasi_iovec_t *parts, size_t count, filesize at, __wasi_size_t *got),
     fd, parts, count, at, got)
PASS(pwrite,
     (fd_t fd, const __wasi_ciovec_t *parts, size_t count, filesize at, __wasi_size_t *written),
     fd, parts, count, at, written)
PASS(readdir,
     (fd_t fd, uint8_t *to, __wasi_size_t bytes, __wasi_dircookie_t from, __wasi_size_t *used), fd,
     to, bytes, from, used)

// What freopen calls.
REPLACEMENT wasi_error __wasi_fd_renumber(fd_t fd, fd_t to) {
    int error = antecede_duplicate_onto(fd, to);
    if (!error && fd != to) error = antecede_close_descriptor(fd);
    return (wasi_error)error;
}

wasi_error __real___wasi_path_open(fd_t, __wasi_lookupflags_t, const char *, __wasi_oflags_t,
                                   __wasi_rights_t, __wasi_rights_t, __wasi_fdflags_t, fd_t *);

REPLACEMENT wasi_error __wasi_path_open(fd_t folder, __wasi_lookupflags_t lookup, const char *path,
                                        __wasi_oflags_t how, __wasi_rights_t rights,
                                        __wasi_rights_t inherited, __wasi_fdflags_t flags,
                                        fd_t *opened) {
    int error = __real___wasi_path_open(antecede_file_of(folder), lookup, path, how, rights,
                                        inherited, flags, opened);
    if (error) return (wasi_error)error;
    *opened = antecede_new_descriptor(*opened);
    return *opened < 0 ? EMFILE : 0;
}
