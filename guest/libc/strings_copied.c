// Strings that are copied, joined and cut.

#define _GNU_SOURCE
#include "intercept.h"
#include <stdlib.h>
#include <string.h>

char *__real_strcpy(char *restrict, const char *restrict);
char *__real_strncpy(char *restrict, const char *restrict, size_t);
char *__real_stpcpy(char *restrict, const char *restrict);
char *__real_stpncpy(char *restrict, const char *restrict, size_t);
size_t __real_strlcpy(char *, const char *, size_t);
size_t __real_strlcat(char *, const char *, size_t);
char *__real_strcat(char *restrict, const char *restrict);
char *__real_strncat(char *restrict, const char *restrict, size_t);
char *__real_strdup(const char *);
char *__real_strndup(const char *, size_t);
char *__real_strtok_r(char *restrict, const char *restrict, char **restrict);
char *__real_strsep(char **, const char *);
size_t __real_strxfrm(char *restrict, const char *restrict, size_t);

// ---- Copies ------------------------------------------------------------------------------------

static void copied(char *to, const char *from, size_t bytes) {
    reads(from, bytes);
    writes(to, bytes);
}

INTERCEPTOR char *strcpy(char *restrict to, const char *restrict from) {
    __real_strcpy(to, from);
    copied(to, from, __real_strlen(to) + 1);
    return to;
}

INTERCEPTOR char *stpcpy(char *restrict to, const char *restrict from) {
    char *end = __real_stpcpy(to, from);
    copied(to, from, end + 1 - to);
    return end;
}

// strncpy and stpncpy fill the rest with zeros: all `limit` bytes are written.
INTERCEPTOR char *strncpy(char *restrict to, const char *restrict from, size_t limit) {
    __real_strncpy(to, from, limit);
    reads_string_up_to(from, limit);
    writes(to, limit);
    return to;
}

INTERCEPTOR char *stpncpy(char *restrict to, const char *restrict from, size_t limit) {
    char *end = __real_stpncpy(to, from, limit);
    reads_string_up_to(from, limit);
    writes(to, limit);
    return end;
}

INTERCEPTOR size_t strlcpy(char *to, const char *from, size_t limit) {
    size_t length = __real_strlcpy(to, from, limit);
    size_t written = length < limit ? length + 1 : limit;
    reads(from, length + 1);
    writes(to, written);
    return length;
}

INTERCEPTOR char *strdup(const char *s) {
    char *copy = __real_strdup(s);
    reads_string(s);
    return copy;
}

INTERCEPTOR char *strndup(const char *s, size_t limit) {
    char *copy = __real_strndup(s, limit);
    reads_string_up_to(s, limit);
    return copy;
}

INTERCEPTOR size_t strxfrm(char *restrict to, const char *restrict from, size_t limit) {
    size_t length = __real_strxfrm(to, from, limit);
    reads_string(from);
    if (length < limit) writes(to, length + 1);
    return length;
}

// ---- Joins: the string before is read, its end and what follows is written ----------------------

INTERCEPTOR char *strcat(char *restrict to, const char *restrict from) {
    size_t before = __real_strlen(to);
    __real_strcat(to, from);
    size_t added = __real_strlen(to + before) + 1;
    reads(from, added);
    reads(to, before + 1);
    writes(to + before, added);
    return to;
}

INTERCEPTOR char *strncat(char *restrict to, const char *restrict from, size_t limit) {
    size_t before = __real_strlen(to);
    size_t looked_at = bytes_looked_at(from, limit);
    __real_strncat(to, from, limit);
    size_t added = __real_strlen(to + before) + 1;
    reads(from, looked_at);
    reads(to, before + 1);
    writes(to + before, added);
    return to;
}

INTERCEPTOR size_t strlcat(char *to, const char *from, size_t limit) {
    size_t before = __real_strnlen(to, limit);
    size_t length = __real_strlcat(to, from, limit);
    reads_string(from);
    if (before == limit) {
        reads(to, limit);
        return length;
    }
    size_t added = __real_strlen(to + before) + 1;
    reads(to, before + 1);
    writes(to + before, added);
    return length;
}

// ---- Cuts: the text up to the token's end is read, the end is overwritten ----------------------

// `next` is where the following call begins; a byte before it was set to 0 unless the text ended.
static void cut(char *start, char *next, const char *set) {
    reads_string(set);
    if (!next) {
        reads_string(start);
        return;
    }
    reads(start, next - start);
    writes(next - 1, 1);
}

static char *next_token(char *s, const char *set, char **place) {
    char *start = s ? s : *place;
    char *token = __real_strtok_r(s, set, place);
    char *next = *place;
    if (start) cut(start, next, set);
    return token;
}

INTERCEPTOR char *strtok_r(char *restrict s, const char *restrict set, char **restrict place) {
    if (!s) reads(place, sizeof *place);
    char *token = next_token(s, set, place);
    writes(place, sizeof *place);
    return token;
}

// All threads share the place where strtok goes on, so two calls at once race (C17 7.24.5.8p6).
INTERCEPTOR char *strtok(char *restrict s, const char *restrict set) {
    static char *place;
    char *token = next_token(s, set, &place);
    writes(&place, sizeof place);
    return token;
}

INTERCEPTOR char *strsep(char **place, const char *set) {
    char *start = *place;
    char *token = __real_strsep(place, set);
    char *next = *place;
    reads(place, sizeof *place);
    if (!start) return token;
    writes(place, sizeof *place);
    cut(start, next, set);
    return token;
}
