// What the interceptors share.
//
// An INTERCEPTOR stands before a function of libc and declares what that reads and writes as plain
// accesses of its caller. scripts/build-guest.ts finds it by this word: libc's definition becomes
// `__real_<name>`, and so do all references to it in libc and in guest/, so that neither libc's
// inside nor our own makes events.
// A REPLACEMENT takes the place of a function of libc, also for libc itself, or adds one that it
// lacks. Of it too the original, if there is one, is `__real_<name>`.
// Both are weak: a program's own definition of the name wins.
//
// The original runs first and its accesses are declared after it, because a declaration may switch
// to another thread, and the number of bytes must be that of the moment of the call.

#ifndef ANTECEDE_INTERCEPT_H
#define ANTECEDE_INTERCEPT_H

#include "runtime.h"
#include <wchar.h>

#define INTERCEPTOR __attribute__((weak))
#define REPLACEMENT __attribute__((weak))

size_t __real_strlen(const char *);
size_t __real_strnlen(const char *, size_t);
size_t __real_wcslen(const wchar_t *);
size_t __real_wcsnlen(const wchar_t *, size_t);
void *__real_memcpy(void *restrict, const void *restrict, size_t);
void *__real_memset(void *, int, size_t);
int __real_strcmp(const char *, const char *);

// The number of the running thread; main is 0.
int32_t antecede_current_thread(void);

static inline void reads(const void *p, size_t bytes) { antecede_read_range(p, bytes); }

static inline void writes(void *p, size_t bytes) { antecede_write_range(p, bytes); }

// A whole string with its end.
static inline void reads_string(const char *s) { reads(s, __real_strlen(s) + 1); }

static inline void writes_string(char *s) { writes(s, __real_strlen(s) + 1); }

// A string of which at most `limit` bytes are looked at.
static inline size_t bytes_looked_at(const char *s, size_t limit) {
    size_t length = __real_strnlen(s, limit);
    return length < limit ? length + 1 : length;
}

static inline void reads_string_up_to(const char *s, size_t limit) {
    reads(s, bytes_looked_at(s, limit));
}

#endif
