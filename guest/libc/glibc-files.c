// Functions on files and descriptors that take flags and structures as glibc's headers have them, for
// sources that were preprocessed with these (guest/include/antecede-glibc.h).

#define _GNU_SOURCE
#include "descriptors.h"
#include "intercept.h"
#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdarg.h>
#include <unistd.h>

struct pair {
    int of_glibc;
    int own;
};

#define COUNT(pairs) (sizeof(pairs) / sizeof *(pairs))

static int to_own(int flags, const struct pair *pairs, size_t count) {
    int result = 0;
    for (size_t i = 0; i < count; i++)
        if (flags & pairs[i].of_glibc) result |= pairs[i].own;
    return result;
}

static int to_glibc(int flags, const struct pair *pairs, size_t count) {
    int result = 0;
    for (size_t i = 0; i < count; i++)
        if (flags & pairs[i].own) result |= pairs[i].of_glibc;
    return result;
}

// ---- Flags of open files -----------------------------------------------------------------------

static const struct pair flags_of_files[] = {
    {0100, O_CREAT},     {0200, O_EXCL},          {01000, O_TRUNC},       {02000, O_APPEND},
    {04000, O_NONBLOCK}, {0200000, O_DIRECTORY}, {0400000, O_NOFOLLOW},
};

static int own_flags(int flags) {
    static const int modes[] = {O_RDONLY, O_WRONLY, O_RDWR, O_RDWR};
    return modes[flags & 3] | to_own(flags, flags_of_files, COUNT(flags_of_files));
}

static int glibc_flags(int flags) {
    int mode = (flags & O_RDWR) == O_RDWR ? 2 : flags & O_WRONLY ? 1 : 0;
    return mode | to_glibc(flags, flags_of_files, COUNT(flags_of_files));
}

REPLACEMENT int antecede_glibc_open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    int own = own_flags(flags);
    int mode = own & O_CREAT ? va_arg(arguments, int) : 0;
    va_end(arguments);
    pthread_testcancel();
    int result = open(path, own, mode);
    reads_string(path);
    return result;
}

REPLACEMENT sem_t *antecede_glibc_sem_open(const char *name, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    int own = own_flags(flags);
    int mode = own & O_CREAT ? va_arg(arguments, int) : 0;
    unsigned value = own & O_CREAT ? va_arg(arguments, unsigned) : 0;
    va_end(arguments);
    return sem_open(name, own, mode, value);
}

REPLACEMENT mqd_t antecede_glibc_mq_open(const char *name, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    int own = own_flags(flags);
    int mode = own & O_CREAT ? va_arg(arguments, int) : 0;
    struct mq_attr *attributes = own & O_CREAT ? va_arg(arguments, struct mq_attr *) : NULL;
    va_end(arguments);
    return mq_open(name, own, mode, attributes);
}

REPLACEMENT int antecede_glibc_pipe2(int ends[2], int flags) {
    return pipe2(ends, own_flags(flags) & O_NONBLOCK);
}

// Its commands have the same numbers; those that we don't know take nothing or are refused.
REPLACEMENT int antecede_glibc_fcntl(int file, int command, ...) {
    va_list arguments;
    va_start(arguments, command);
    int argument = antecede_takes_number(command) ? va_arg(arguments, int) : 0;
    va_end(arguments);
    if (command == F_SETFL) argument = own_flags(argument);
    int result = fcntl(file, command, argument);
    return command == F_GETFL && result >= 0 ? glibc_flags(result) : result;
}

// ---- poll --------------------------------------------------------------------------------------

static const struct pair events[] = {
    {0x1, POLLIN},   {0x4, POLLOUT},  {0x40, POLLRDNORM}, {0x100, POLLWRNORM},
    {0x8, POLLERR},  {0x10, POLLHUP}, {0x20, POLLNVAL},
};

// The pollfd structures are of one layout. What is ready is said by the names that were asked for.
static void to_own_events(struct pollfd *files, nfds_t count) {
    for (nfds_t i = 0; i < count; i++)
        files[i].events = (short)to_own(files[i].events, events, COUNT(events));
}

static void to_glibc_events(struct pollfd *files, const short *asked, nfds_t count) {
    enum { FAILURES = 0x8 | 0x10 | 0x20 };
    for (nfds_t i = 0; i < count; i++) {
        int ready = to_glibc(files[i].revents, events, COUNT(events));
        files[i].events = asked[i];
        files[i].revents = (short)(ready & (asked[i] | FAILURES));
    }
}

static int poll_as_glibc(struct pollfd *files, nfds_t count, const struct timespec *time,
                         const sigset_t *mask) {
    short asked[count + 1];
    for (nfds_t i = 0; i < count; i++) asked[i] = files[i].events;
    to_own_events(files, count);
    int result = ppoll(files, count, time, mask);
    to_glibc_events(files, asked, count);
    return result;
}

REPLACEMENT int antecede_glibc_ppoll(struct pollfd *files, nfds_t count,
                                     const struct timespec *time, const sigset_t *mask) {
    return poll_as_glibc(files, count, time, mask);
}

REPLACEMENT int antecede_glibc_poll(struct pollfd *files, nfds_t count, int milliseconds) {
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    return poll_as_glibc(files, count, milliseconds < 0 ? NULL : &time, NULL);
}

// ---- What has structures of its own ------------------------------------------------------------

#define UNSUPPORTED(name)                                                                          \
    REPLACEMENT int antecede_glibc_##name(void) {                                                  \
        antecede_unsupported(#name " in a source preprocessed with glibc's headers");              \
    }

UNSUPPORTED(stat)
UNSUPPORTED(fstat)
UNSUPPORTED(lstat)
UNSUPPORTED(fstatat)
UNSUPPORTED(select)
UNSUPPORTED(pselect)
UNSUPPORTED(readdir)
UNSUPPORTED(readdir_r)
UNSUPPORTED(scandir)
