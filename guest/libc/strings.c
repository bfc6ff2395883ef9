// Strings that are measured, compared and searched.

#define _GNU_SOURCE
#include "intercept.h"
#include <string.h>
#include <strings.h>

int __real_strcoll(const char *, const char *);
int __real_strverscmp(const char *, const char *);
char *__real_strchr(const char *, int);
char *__real_strrchr(const char *, int);
char *__real_strchrnul(const char *, int);
char *__real_index(const char *, int);
char *__real_rindex(const char *, int);
char *__real_strstr(const char *, const char *);
char *__real_strcasestr(const char *, const char *);
char *__real_strpbrk(const char *, const char *);
size_t __real_strspn(const char *, const char *);
size_t __real_strcspn(const char *, const char *);

INTERCEPTOR size_t strlen(const char *s) {
    size_t length = __real_strlen(s);
    reads(s, length + 1);
    return length;
}

INTERCEPTOR size_t strnlen(const char *s, size_t limit) {
    size_t length = __real_strnlen(s, limit);
    reads(s, length < limit ? length + 1 : limit);
    return length;
}

// ---- Comparison --------------------------------------------------------------------------------

static int lower(int c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; }

// By which they are ordered. Both are read up to and with the first difference, or the end.
static int compared(const char *a, const char *b, size_t limit, int folds_case) {
    size_t i = 0;
    int order = 0;
    while (i < limit && !order) {
        unsigned char left = a[i], right = b[i++];
        order = folds_case ? lower(left) - lower(right) : left - right;
        if (!left) break;
    }
    reads(a, i);
    reads(b, i);
    return order;
}

INTERCEPTOR int strcmp(const char *a, const char *b) { return compared(a, b, SIZE_MAX, 0); }

INTERCEPTOR int strncmp(const char *a, const char *b, size_t limit) {
    return compared(a, b, limit, 0);
}

INTERCEPTOR int strcasecmp(const char *a, const char *b) { return compared(a, b, SIZE_MAX, 1); }

INTERCEPTOR int strncasecmp(const char *a, const char *b, size_t limit) {
    return compared(a, b, limit, 1);
}

INTERCEPTOR int strcoll(const char *a, const char *b) {
    int order = __real_strcoll(a, b);
    reads_string(a);
    reads_string(b);
    return order;
}

INTERCEPTOR int strverscmp(const char *a, const char *b) {
    int order = __real_strverscmp(a, b);
    compared(a, b, SIZE_MAX, 0);
    return order;
}

// ---- Search ------------------------------------------------------------------------------------

// From the start up to and with the byte that was found, else to the end.
static char *searched(const char *s, char *found) {
    if (found) reads(s, found + 1 - s);
    else reads_string(s);
    return found;
}

INTERCEPTOR char *strchr(const char *s, int c) { return searched(s, __real_strchr(s, c)); }

INTERCEPTOR char *index(const char *s, int c) { return searched(s, __real_index(s, c)); }

INTERCEPTOR char *strchrnul(const char *s, int c) { return searched(s, __real_strchrnul(s, c)); }

INTERCEPTOR char *strrchr(const char *s, int c) {
    char *found = __real_strrchr(s, c);
    reads_string(s);
    return found;
}

INTERCEPTOR char *rindex(const char *s, int c) {
    char *found = __real_rindex(s, c);
    reads_string(s);
    return found;
}

static char *searched_for(const char *s, const char *wanted, char *found) {
    if (found) reads(s, found + __real_strlen(wanted) - s);
    else reads_string(s);
    reads_string(wanted);
    return found;
}

INTERCEPTOR char *strstr(const char *s, const char *wanted) {
    return searched_for(s, wanted, __real_strstr(s, wanted));
}

INTERCEPTOR char *strcasestr(const char *s, const char *wanted) {
    return searched_for(s, wanted, __real_strcasestr(s, wanted));
}

INTERCEPTOR char *strpbrk(const char *s, const char *set) {
    char *found = searched(s, __real_strpbrk(s, set));
    reads_string(set);
    return found;
}

INTERCEPTOR size_t strspn(const char *s, const char *set) {
    size_t length = __real_strspn(s, set);
    reads(s, length + 1);
    reads_string(set);
    return length;
}

INTERCEPTOR size_t strcspn(const char *s, const char *set) {
    size_t length = __real_strcspn(s, set);
    reads(s, length + 1);
    reads_string(set);
    return length;
}
