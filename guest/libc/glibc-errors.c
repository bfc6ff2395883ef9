// The numbers of errors as glibc's headers have them on Linux, for sources that were preprocessed
// with these (guest/include/antecede-glibc.h): of functions that return them, and of errno.

#include "antecede-glibc-errors.h"
#include "streams.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

static const uint8_t linux_numbers[] = {
    [EPERM] = 1,         [ENOENT] = 2,           [ESRCH] = 3,            [EINTR] = 4,
    [EIO] = 5,           [ENXIO] = 6,            [E2BIG] = 7,            [ENOEXEC] = 8,
    [EBADF] = 9,         [ECHILD] = 10,          [EAGAIN] = 11,          [ENOMEM] = 12,
    [EACCES] = 13,       [EFAULT] = 14,          [EBUSY] = 16,           [EEXIST] = 17,
    [EXDEV] = 18,        [ENODEV] = 19,          [ENOTDIR] = 20,         [EISDIR] = 21,
    [EINVAL] = 22,       [ENFILE] = 23,          [EMFILE] = 24,          [ENOTTY] = 25,
    [ETXTBSY] = 26,      [EFBIG] = 27,           [ENOSPC] = 28,          [ESPIPE] = 29,
    [EROFS] = 30,        [EMLINK] = 31,          [EPIPE] = 32,           [EDOM] = 33,
    [ERANGE] = 34,       [EDEADLK] = 35,         [ENAMETOOLONG] = 36,    [ENOLCK] = 37,
    [ENOSYS] = 38,       [ENOTEMPTY] = 39,       [ELOOP] = 40,           [ENOMSG] = 42,
    [EIDRM] = 43,        [ENOLINK] = 67,         [EPROTO] = 71,          [EMULTIHOP] = 72,
    [EBADMSG] = 74,      [EOVERFLOW] = 75,       [EILSEQ] = 84,          [ENOTSOCK] = 88,
    [EDESTADDRREQ] = 89, [EMSGSIZE] = 90,        [EPROTOTYPE] = 91,      [ENOPROTOOPT] = 92,
    [EPROTONOSUPPORT] = 93, [ENOTSUP] = 95,      [EAFNOSUPPORT] = 97,    [EADDRINUSE] = 98,
    [EADDRNOTAVAIL] = 99, [ENETDOWN] = 100,      [ENETUNREACH] = 101,    [ENETRESET] = 102,
    [ECONNABORTED] = 103, [ECONNRESET] = 104,    [ENOBUFS] = 105,        [EISCONN] = 106,
    [ENOTCONN] = 107,    [ETIMEDOUT] = 110,      [ECONNREFUSED] = 111,   [EHOSTUNREACH] = 113,
    [EALREADY] = 114,    [EINPROGRESS] = 115,    [ESTALE] = 116,         [EDQUOT] = 122,
    [ECANCELED] = 125,   [EOWNERDEAD] = 130,     [ENOTRECOVERABLE] = 131,
};

enum { NUMBERS = sizeof linux_numbers };

static int to_linux(int error) {
    int is_known = error > 0 && error < NUMBERS && linux_numbers[error];
    return is_known ? linux_numbers[error] : error;
}

static int from_linux(int error) {
    for (int own = 1; own < NUMBERS; own++)
        if (error && linux_numbers[own] == error) return own;
    return error;
}

// ---- Returned ----------------------------------------------------------------------------------

// Parameters are words, all of them.
typedef uintptr_t word;

#define ANTECEDE_RETURNS_ERROR(parameters, name) RETURNS_ERROR_##parameters(name)

#define RETURNS_ERROR_1(name)                                                                      \
    int name(word);                                                                                \
    REPLACEMENT int antecede_glibc_##name(word a) { return to_linux(name(a)); }

#define RETURNS_ERROR_2(name)                                                                      \
    int name(word, word);                                                                          \
    REPLACEMENT int antecede_glibc_##name(word a, word b) { return to_linux(name(a, b)); }

#define RETURNS_ERROR_3(name)                                                                      \
    int name(word, word, word);                                                                    \
    REPLACEMENT int antecede_glibc_##name(word a, word b, word c) {                                \
        return to_linux(name(a, b, c));                                                            \
    }

#define RETURNS_ERROR_4(name)                                                                      \
    int name(word, word, word, word);                                                              \
    REPLACEMENT int antecede_glibc_##name(word a, word b, word c, word d) {                        \
        return to_linux(name(a, b, c, d));                                                         \
    }

ANTECEDE_ALL_THAT_RETURN_ERRORS

// ---- errno -------------------------------------------------------------------------------------

// What programs see. Whatever sets errno here sets the other, which is empty while the program has
// seen the last one.
static _Thread_local int seen;

REPLACEMENT int *antecede_glibc___errno_location(void) {
    if (errno) seen = to_linux(errno);
    errno = 0;
    return &seen;
}

REPLACEMENT void antecede_glibc_perror(const char *text) {
    errno = from_linux(*antecede_glibc___errno_location());
    uses_stream(stderr);
    perror(text);
    if (text) reads_string(text);
}

REPLACEMENT char *antecede_glibc_strerror(int error) { return strerror(from_linux(error)); }
