// Comes before sources that gcc has preprocessed with glibc's headers (src/toolchain/preprocessed.ts):
// functions that return errors, tell them in errno, or take glibc's structures and flags go by other
// names, under which they speak glibc's language (guest/libc/glibc-….c).

#include "antecede-glibc-errors.h"

#define ANTECEDE_PRAGMA(text) _Pragma(#text)
#define ANTECEDE_RENAMED(name) ANTECEDE_PRAGMA(redefine_extname name antecede_glibc_##name)

#define ANTECEDE_RETURNS_ERROR(parameters, name) ANTECEDE_RENAMED(name)
ANTECEDE_ALL_THAT_RETURN_ERRORS
#undef ANTECEDE_RETURNS_ERROR

ANTECEDE_RENAMED(__errno_location)
ANTECEDE_RENAMED(perror)
ANTECEDE_RENAMED(strerror)
ANTECEDE_RENAMED(sigaction)
ANTECEDE_RENAMED(signal)
ANTECEDE_RENAMED(sigset)
ANTECEDE_RENAMED(siglongjmp)
ANTECEDE_RENAMED(open)
ANTECEDE_RENAMED(sem_open)
ANTECEDE_RENAMED(mq_open)
ANTECEDE_RENAMED(pipe2)
ANTECEDE_RENAMED(fcntl)
ANTECEDE_RENAMED(poll)
ANTECEDE_RENAMED(ppoll)
ANTECEDE_RENAMED(localtime_r)
ANTECEDE_RENAMED(gmtime_r)

// Unsupported: their structures are other ones.
ANTECEDE_RENAMED(stat)
ANTECEDE_RENAMED(fstat)
ANTECEDE_RENAMED(lstat)
ANTECEDE_RENAMED(fstatat)
ANTECEDE_RENAMED(select)
ANTECEDE_RENAMED(pselect)
ANTECEDE_RENAMED(readdir)
ANTECEDE_RENAMED(readdir_r)
ANTECEDE_RENAMED(scandir)

void __antecede_save_mask(void *, int);
void antecede_register_cancel(void *, void (*)(void *), void *);

#define antecede_sigsetjmp(buffer, saves_mask)                                                     \
    (__antecede_save_mask(buffer, saves_mask), setjmp(buffer))

// An atomic object as one of the type that it is atomic of; gcc takes both.
#define antecede_plain(pointer) ((__typeof__((void)0, *(pointer)) *)(pointer))
#define __atomic_fetch_add(pointer, ...) __atomic_fetch_add(antecede_plain(pointer), __VA_ARGS__)
#define __atomic_fetch_sub(pointer, ...) __atomic_fetch_sub(antecede_plain(pointer), __VA_ARGS__)
#define __atomic_fetch_and(pointer, ...) __atomic_fetch_and(antecede_plain(pointer), __VA_ARGS__)
#define __atomic_fetch_or(pointer, ...) __atomic_fetch_or(antecede_plain(pointer), __VA_ARGS__)
#define __atomic_fetch_xor(pointer, ...) __atomic_fetch_xor(antecede_plain(pointer), __VA_ARGS__)
