// mmap of anonymous memory, as zeroed blocks of the heap. Files can't be mapped, and protection is
// not enforced.

#define _GNU_SOURCE
#include "intercept.h"
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>

size_t antecede_block_bytes(void *p);

enum { PAGE_BYTES = 4096 };

REPLACEMENT void *mmap(void *hint, size_t bytes, int protection, int flags, int file, off_t at) {
    (void)hint, (void)protection, (void)file, (void)at;
    if (!(flags & MAP_ANONYMOUS)) antecede_unsupported("mmap of a file");
    if (flags & MAP_FIXED) antecede_unsupported("mmap at a fixed address");
    void *p = bytes ? aligned_alloc(PAGE_BYTES, bytes) : NULL;
    if (!p) {
        errno = bytes ? ENOMEM : EINVAL;
        return MAP_FAILED;
    }
    return __real_memset(p, 0, bytes);
}

// A part of a mapping stays: the heap can't give back parts.
REPLACEMENT int munmap(void *p, size_t bytes) {
    size_t mapped = antecede_block_bytes(p);
    if (mapped && mapped <= bytes) free(p);
    return 0;
}

REPLACEMENT void *mremap(void *p, size_t old_bytes, size_t bytes, int flags, ...) {
    if (!(flags & MREMAP_MAYMOVE) || (flags & MREMAP_FIXED)) {
        antecede_unsupported("mremap in place");
    }
    void *moved = mmap(NULL, bytes, 0, MAP_ANONYMOUS, -1, 0);
    if (moved == MAP_FAILED) return moved;
    __real_memcpy(moved, p, old_bytes < bytes ? old_bytes : bytes);
    free(p);
    return moved;
}

REPLACEMENT int mprotect(void *p, size_t bytes, int protection) {
    (void)p, (void)bytes, (void)protection;
    return 0;
}

// MADV_DONTNEED on private anonymous memory gives zeros from then on.
REPLACEMENT int madvise(void *p, size_t bytes, int advice) {
    if (advice != MADV_DONTNEED) return 0;
    __real_memset(p, 0, bytes);
    writes(p, bytes);
    return 0;
}

REPLACEMENT int posix_madvise(void *p, size_t bytes, int advice) {
    (void)p, (void)bytes, (void)advice;
    return 0;
}

REPLACEMENT int msync(void *p, size_t bytes, int flags) {
    (void)p, (void)bytes, (void)flags;
    return 0;
}

REPLACEMENT int mlock(const void *p, size_t bytes) {
    (void)p, (void)bytes;
    return 0;
}

REPLACEMENT int munlock(const void *p, size_t bytes) {
    (void)p, (void)bytes;
    return 0;
}

REPLACEMENT int mlockall(int flags) {
    if (flags & (MCL_CURRENT | MCL_FUTURE)) return 0;
    errno = EINVAL;
    return -1;
}

REPLACEMENT int munlockall(void) { return 0; }
