// Names that glibc's headers put in the place of others: in preprocessed sources they are all there
// is.

#define _GNU_SOURCE
#include "intercept.h"
#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// <sys/single_threaded.h>
REPLACEMENT char __libc_single_threaded;

// PTHREAD_STACK_MIN asks it.
REPLACEMENT long __sysconf(int name) { return sysconf(name); }

// ---- scanf and strto…, as C99 and C23 have them ------------------------------------------------

#define SCANF(prefix)                                                                              \
    REPLACEMENT int prefix##_scanf(const char *restrict format, ...) {                             \
        va_list arguments;                                                                         \
        va_start(arguments, format);                                                               \
        int count = vscanf(format, arguments);                                                     \
        va_end(arguments);                                                                         \
        return count;                                                                              \
    }                                                                                              \
    REPLACEMENT int prefix##_fscanf(FILE *restrict stream, const char *restrict format, ...) {     \
        va_list arguments;                                                                         \
        va_start(arguments, format);                                                               \
        int count = vfscanf(stream, format, arguments);                                            \
        va_end(arguments);                                                                         \
        return count;                                                                              \
    }                                                                                              \
    REPLACEMENT int prefix##_sscanf(const char *restrict text, const char *restrict format, ...) { \
        va_list arguments;                                                                         \
        va_start(arguments, format);                                                               \
        int count = vsscanf(text, format, arguments);                                              \
        va_end(arguments);                                                                         \
        return count;                                                                              \
    }

SCANF(__isoc99)
SCANF(__isoc23)

#define STRTO(name, type)                                                                          \
    REPLACEMENT type __isoc23_##name(const char *restrict text, char **restrict end, int base) {   \
        return name(text, end, base);                                                              \
    }

STRTO(strtol, long)
STRTO(strtoul, unsigned long)
STRTO(strtoll, long long)
STRTO(strtoull, unsigned long long)
STRTO(strtoimax, intmax_t)
STRTO(strtoumax, uintmax_t)

// ---- Tables of characters, from -128 to 255 ----------------------------------------------------

enum { LEAST = -128, COUNT = 384 };

static unsigned short classes_of(int c) {
    // glibc's bits on a little-endian machine, from bit 8 on.
    int bits[] = {isupper(c), islower(c), isalpha(c), isdigit(c),
                  isxdigit(c), isspace(c), isprint(c), isgraph(c)};
    int others[] = {isblank(c), iscntrl(c), ispunct(c), isalnum(c)};
    unsigned result = 0;
    for (int i = 0; i < 8; i++) result |= bits[i] ? 1u << (8 + i) : 0;
    for (int i = 0; i < 4; i++) result |= others[i] ? 1u << i : 0;
    return (unsigned short)result;
}

REPLACEMENT const unsigned short **__ctype_b_loc(void) {
    static unsigned short classes[COUNT];
    static const unsigned short *at;
    for (int c = 0; !at && c < 256; c++) classes[c - LEAST] = classes_of(c);
    at = classes - LEAST;
    return &at;
}

REPLACEMENT const int32_t **__ctype_tolower_loc(void) {
    static int32_t lower[COUNT];
    static const int32_t *at;
    for (int c = LEAST; !at && c < 256; c++) lower[c - LEAST] = c < 0 ? c : tolower(c);
    at = lower - LEAST;
    return &at;
}

REPLACEMENT const int32_t **__ctype_toupper_loc(void) {
    static int32_t upper[COUNT];
    static const int32_t *at;
    for (int c = LEAST; !at && c < 256; c++) upper[c - LEAST] = c < 0 ? c : toupper(c);
    at = upper - LEAST;
    return &at;
}
