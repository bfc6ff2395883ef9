// Wide strings, and the conversions between them and multibyte strings.

#define _GNU_SOURCE
#include "intercept.h"
#include <stdlib.h>
#include <wchar.h>

wchar_t *__real_wcscpy(wchar_t *restrict, const wchar_t *restrict);
wchar_t *__real_wcsncpy(wchar_t *restrict, const wchar_t *restrict, size_t);
wchar_t *__real_wcscat(wchar_t *restrict, const wchar_t *restrict);
int __real_wcscmp(const wchar_t *, const wchar_t *);
int __real_wcsncmp(const wchar_t *, const wchar_t *, size_t);
wchar_t *__real_wcschr(const wchar_t *, wchar_t);
wchar_t *__real_wcsrchr(const wchar_t *, wchar_t);
wchar_t *__real_wcsstr(const wchar_t *restrict, const wchar_t *restrict);
wchar_t *__real_wcsdup(const wchar_t *);
wchar_t *__real_wmemcpy(wchar_t *restrict, const wchar_t *restrict, size_t);
wchar_t *__real_wmemmove(wchar_t *, const wchar_t *, size_t);
wchar_t *__real_wmemset(wchar_t *, wchar_t, size_t);
int __real_wmemcmp(const wchar_t *, const wchar_t *, size_t);
wchar_t *__real_wmemchr(const wchar_t *, wchar_t, size_t);
size_t __real_mbstowcs(wchar_t *restrict, const char *restrict, size_t);
size_t __real_wcstombs(char *restrict, const wchar_t *restrict, size_t);

static void reads_wide(const wchar_t *s, size_t count) { reads(s, count * sizeof *s); }

static void writes_wide(wchar_t *s, size_t count) { writes(s, count * sizeof *s); }

static void reads_wide_string(const wchar_t *s) { reads_wide(s, __real_wcslen(s) + 1); }

INTERCEPTOR size_t wcslen(const wchar_t *s) {
    size_t length = __real_wcslen(s);
    reads_wide(s, length + 1);
    return length;
}

INTERCEPTOR size_t wcsnlen(const wchar_t *s, size_t limit) {
    size_t length = __real_wcsnlen(s, limit);
    reads_wide(s, length < limit ? length + 1 : limit);
    return length;
}

INTERCEPTOR wchar_t *wcscpy(wchar_t *restrict to, const wchar_t *restrict from) {
    __real_wcscpy(to, from);
    size_t count = __real_wcslen(to) + 1;
    reads_wide(from, count);
    writes_wide(to, count);
    return to;
}

INTERCEPTOR wchar_t *wcsncpy(wchar_t *restrict to, const wchar_t *restrict from, size_t limit) {
    size_t length = __real_wcsnlen(from, limit);
    __real_wcsncpy(to, from, limit);
    reads_wide(from, length < limit ? length + 1 : limit);
    writes_wide(to, limit);
    return to;
}

INTERCEPTOR wchar_t *wcscat(wchar_t *restrict to, const wchar_t *restrict from) {
    size_t before = __real_wcslen(to);
    __real_wcscat(to, from);
    size_t added = __real_wcslen(to + before) + 1;
    reads_wide(from, added);
    reads_wide(to, before + 1);
    writes_wide(to + before, added);
    return to;
}

INTERCEPTOR wchar_t *wcsdup(const wchar_t *s) {
    wchar_t *copy = __real_wcsdup(s);
    reads_wide_string(s);
    return copy;
}

static void compared(const wchar_t *a, const wchar_t *b, size_t limit, int stops_at_end) {
    size_t i = 0;
    while (i < limit && a[i] == b[i] && (a[i] || !stops_at_end)) i++;
    size_t count = i < limit ? i + 1 : limit;
    reads_wide(a, count);
    reads_wide(b, count);
}

INTERCEPTOR int wcscmp(const wchar_t *a, const wchar_t *b) {
    int order = __real_wcscmp(a, b);
    compared(a, b, SIZE_MAX, 1);
    return order;
}

INTERCEPTOR int wcsncmp(const wchar_t *a, const wchar_t *b, size_t limit) {
    int order = __real_wcsncmp(a, b, limit);
    compared(a, b, limit, 1);
    return order;
}

INTERCEPTOR int wmemcmp(const wchar_t *a, const wchar_t *b, size_t count) {
    int order = __real_wmemcmp(a, b, count);
    compared(a, b, count, 0);
    return order;
}

INTERCEPTOR wchar_t *wcschr(const wchar_t *s, wchar_t c) {
    wchar_t *found = __real_wcschr(s, c);
    if (found) reads_wide(s, found + 1 - s);
    else reads_wide_string(s);
    return found;
}

INTERCEPTOR wchar_t *wcsrchr(const wchar_t *s, wchar_t c) {
    wchar_t *found = __real_wcsrchr(s, c);
    reads_wide_string(s);
    return found;
}

INTERCEPTOR wchar_t *wcsstr(const wchar_t *restrict s, const wchar_t *restrict wanted) {
    wchar_t *found = __real_wcsstr(s, wanted);
    if (found) reads_wide(s, found - s + __real_wcslen(wanted));
    else reads_wide_string(s);
    reads_wide_string(wanted);
    return found;
}

INTERCEPTOR wchar_t *wmemchr(const wchar_t *s, wchar_t c, size_t count) {
    wchar_t *found = __real_wmemchr(s, c, count);
    reads_wide(s, found ? (size_t)(found + 1 - s) : count);
    return found;
}

INTERCEPTOR wchar_t *wmemcpy(wchar_t *restrict to, const wchar_t *restrict from, size_t count) {
    __real_wmemcpy(to, from, count);
    reads_wide(from, count);
    writes_wide(to, count);
    return to;
}

INTERCEPTOR wchar_t *wmemmove(wchar_t *to, const wchar_t *from, size_t count) {
    __real_wmemmove(to, from, count);
    reads_wide(from, count);
    writes_wide(to, count);
    return to;
}

INTERCEPTOR wchar_t *wmemset(wchar_t *to, wchar_t c, size_t count) {
    __real_wmemset(to, c, count);
    writes_wide(to, count);
    return to;
}

INTERCEPTOR size_t mbstowcs(wchar_t *restrict to, const char *restrict from, size_t limit) {
    size_t count = __real_mbstowcs(to, from, limit);
    reads_string(from);
    if (to && count != SIZE_MAX) writes_wide(to, count < limit ? count + 1 : limit);
    return count;
}

INTERCEPTOR size_t wcstombs(char *restrict to, const wchar_t *restrict from, size_t limit) {
    size_t bytes = __real_wcstombs(to, from, limit);
    reads_wide_string(from);
    if (to && bytes != SIZE_MAX) writes(to, bytes < limit ? bytes + 1 : limit);
    return bytes;
}
