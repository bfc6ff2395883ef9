// The symbols of errors and signals, as glibc tells them, and their descriptions.

#define _GNU_SOURCE
#include "intercept.h"
#include <errno.h>
#include <signal.h>
#include <string.h>

#define ERRORS(EACH)                                                                               \
    EACH(E2BIG) EACH(EACCES) EACH(EADDRINUSE) EACH(EADDRNOTAVAIL) EACH(EAFNOSUPPORT)               \
    EACH(EAGAIN) EACH(EALREADY) EACH(EBADF) EACH(EBADMSG) EACH(EBUSY) EACH(ECANCELED)              \
    EACH(ECHILD) EACH(ECONNABORTED) EACH(ECONNREFUSED) EACH(ECONNRESET) EACH(EDEADLK)              \
    EACH(EDESTADDRREQ) EACH(EDOM) EACH(EDQUOT) EACH(EEXIST) EACH(EFAULT) EACH(EFBIG)               \
    EACH(EHOSTUNREACH) EACH(EIDRM) EACH(EILSEQ) EACH(EINPROGRESS) EACH(EINTR) EACH(EINVAL)         \
    EACH(EIO) EACH(EISCONN) EACH(EISDIR) EACH(ELOOP) EACH(EMFILE) EACH(EMLINK) EACH(EMSGSIZE)      \
    EACH(EMULTIHOP) EACH(ENAMETOOLONG) EACH(ENETDOWN) EACH(ENETRESET) EACH(ENETUNREACH)            \
    EACH(ENFILE) EACH(ENOBUFS) EACH(ENODEV) EACH(ENOENT) EACH(ENOEXEC) EACH(ENOLCK)                \
    EACH(ENOLINK) EACH(ENOMEM) EACH(ENOMSG) EACH(ENOPROTOOPT) EACH(ENOSPC) EACH(ENOSYS)            \
    EACH(ENOTCONN) EACH(ENOTDIR) EACH(ENOTEMPTY) EACH(ENOTRECOVERABLE) EACH(ENOTSOCK)              \
    EACH(ENOTSUP) EACH(ENOTTY) EACH(ENXIO) EACH(EOVERFLOW) EACH(EOWNERDEAD) EACH(EPERM)            \
    EACH(EPIPE) EACH(EPROTO) EACH(EPROTONOSUPPORT) EACH(EPROTOTYPE) EACH(ERANGE) EACH(EROFS)       \
    EACH(ESPIPE) EACH(ESRCH) EACH(ESTALE) EACH(ETIMEDOUT) EACH(ETXTBSY) EACH(EXDEV)                \
    EACH(ENOTCAPABLE)

#define SIGNALS(EACH)                                                                              \
    EACH(HUP) EACH(INT) EACH(QUIT) EACH(ILL) EACH(TRAP) EACH(ABRT) EACH(BUS) EACH(FPE)             \
    EACH(KILL) EACH(USR1) EACH(SEGV) EACH(USR2) EACH(PIPE) EACH(ALRM) EACH(TERM) EACH(STKFLT)      \
    EACH(CHLD) EACH(CONT) EACH(STOP) EACH(TSTP) EACH(TTIN) EACH(TTOU) EACH(URG) EACH(XCPU)         \
    EACH(XFSZ) EACH(VTALRM) EACH(PROF) EACH(WINCH) EACH(POLL) EACH(PWR) EACH(SYS)

REPLACEMENT const char *strerrorname_np(int error) {
    switch (error) {
    case 0: return "0";
#define CASE(name)                                                                                 \
    case name: return #name;
        ERRORS(CASE)
#undef CASE
    default: return NULL;
    }
}

REPLACEMENT const char *strerrordesc_np(int error) {
    return strerrorname_np(error) ? strerror(error) : NULL;
}

REPLACEMENT const char *sigabbrev_np(int number) {
    switch (number) {
#define CASE(name)                                                                                 \
    case SIG##name: return #name;
        SIGNALS(CASE)
#undef CASE
    default: return NULL;
    }
}

REPLACEMENT const char *sigdescr_np(int number) {
    return sigabbrev_np(number) ? strsignal(number) : NULL;
}
