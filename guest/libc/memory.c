// Functions on plain memory: mem*, b*, and the calls that the instrumentation makes of copies.

#define _GNU_SOURCE
#include "intercept.h"
#include <string.h>
#include <strings.h>
#include <unistd.h>

void *__real_memmove(void *, const void *, size_t);
int __real_memcmp(const void *, const void *, size_t);
void *__real_memchr(const void *, int, size_t);
void *__real_memrchr(const void *, int, size_t);
void *__real_memmem(const void *, size_t, const void *, size_t);
void *__real_memccpy(void *restrict, const void *restrict, int, size_t);
void *__real_mempcpy(void *, const void *, size_t);
int __real_bcmp(const void *, const void *, size_t);
void __real_bcopy(const void *, void *, size_t);
void __real_bzero(void *, size_t);
void __real_explicit_bzero(void *, size_t);
void __real_swab(const void *restrict, void *restrict, ssize_t);

static void *copied(void *to, const void *from, size_t bytes) {
    reads(from, bytes);
    writes(to, bytes);
    return to;
}

INTERCEPTOR void *memcpy(void *restrict to, const void *restrict from, size_t bytes) {
    __real_memcpy(to, from, bytes);
    return copied(to, from, bytes);
}

INTERCEPTOR void *memmove(void *to, const void *from, size_t bytes) {
    __real_memmove(to, from, bytes);
    return copied(to, from, bytes);
}

INTERCEPTOR void *mempcpy(void *to, const void *from, size_t bytes) {
    void *end = __real_mempcpy(to, from, bytes);
    copied(to, from, bytes);
    return end;
}

INTERCEPTOR void bcopy(const void *from, void *to, size_t bytes) {
    __real_bcopy(from, to, bytes);
    copied(to, from, bytes);
}

INTERCEPTOR void *memset(void *to, int value, size_t bytes) {
    __real_memset(to, value, bytes);
    writes(to, bytes);
    return to;
}

INTERCEPTOR void bzero(void *to, size_t bytes) {
    __real_bzero(to, bytes);
    writes(to, bytes);
}

INTERCEPTOR void explicit_bzero(void *to, size_t bytes) {
    __real_explicit_bzero(to, bytes);
    writes(to, bytes);
}

// Calls that the ThreadSanitizer pass puts in place of the compiler's own copies. Two structs that
// are assigned may be one and the same, so memcpy is a memmove here.
void *__tsan_memmove(void *to, const void *from, size_t bytes) {
    __real_memmove(to, from, bytes);
    return copied(to, from, bytes);
}

void *__tsan_memcpy(void *to, const void *from, size_t bytes) {
    return __tsan_memmove(to, from, bytes);
}

void *__tsan_memset(void *to, int value, size_t bytes) {
    __real_memset(to, value, bytes);
    writes(to, bytes);
    return to;
}

INTERCEPTOR void *memccpy(void *restrict to, const void *restrict from, int stop, size_t bytes) {
    char *end = __real_memccpy(to, from, stop, bytes);
    copied(to, from, end ? (size_t)(end - (char *)to) : bytes);
    return end;
}

// C says nothing about where the comparison stops: up to the first difference, as ThreadSanitizer.
static size_t bytes_compared(const unsigned char *a, const unsigned char *b, size_t bytes) {
    size_t i = 0;
    while (i < bytes && a[i] == b[i]) i++;
    return i < bytes ? i + 1 : bytes;
}

static void compared(const void *a, const void *b, size_t bytes) {
    size_t looked_at = bytes_compared(a, b, bytes);
    reads(a, looked_at);
    reads(b, looked_at);
}

INTERCEPTOR int memcmp(const void *a, const void *b, size_t bytes) {
    int order = __real_memcmp(a, b, bytes);
    compared(a, b, bytes);
    return order;
}

INTERCEPTOR int bcmp(const void *a, const void *b, size_t bytes) {
    int order = __real_bcmp(a, b, bytes);
    compared(a, b, bytes);
    return order;
}

INTERCEPTOR void *memchr(const void *p, int value, size_t bytes) {
    char *found = __real_memchr(p, value, bytes);
    reads(p, found ? (size_t)(found + 1 - (const char *)p) : bytes);
    return found;
}

// GNU's memchr without an end.
REPLACEMENT void *rawmemchr(const void *p, int value) { return memchr(p, value, SIZE_MAX); }

INTERCEPTOR void *memrchr(const void *p, int value, size_t bytes) {
    const char *found = __real_memrchr(p, value, bytes);
    const char *start = found ? found : p;
    reads(start, (const char *)p + bytes - start);
    return (void *)found;
}

INTERCEPTOR void *memmem(const void *p, size_t bytes, const void *wanted, size_t wanted_bytes) {
    char *found = __real_memmem(p, bytes, wanted, wanted_bytes);
    reads(p, found ? (size_t)(found - (const char *)p) + wanted_bytes : bytes);
    reads(wanted, wanted_bytes);
    return found;
}

INTERCEPTOR void swab(const void *restrict from, void *restrict to, ssize_t bytes) {
    __real_swab(from, to, bytes);
    if (bytes < 2) return;
    reads(from, bytes & ~1);
    writes(to, bytes & ~1);
}
