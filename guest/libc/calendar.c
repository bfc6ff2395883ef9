// Dates. localtime, gmtime, asctime and ctime write what they give back to memory that all threads
// share, so two of them at once race, and so does who still reads an older result: C17 7.27.3p1,
// POSIX.1-2017 XSH 2.9.1. One struct tm serves all three that make one, as there and in glibc.

#define _GNU_SOURCE
#include "intercept.h"
#include <time.h>

struct tm *__real_gmtime_r(const time_t *restrict, struct tm *restrict);
struct tm *__real_localtime_r(const time_t *restrict, struct tm *restrict);
char *__real_asctime(const struct tm *);
char *__real_asctime_r(const struct tm *restrict, char *restrict);
char *__real_ctime_r(const time_t *, char *);
time_t __real_mktime(struct tm *);
time_t __real_timegm(struct tm *);
size_t __real_strftime(char *restrict, size_t, const char *restrict, const struct tm *restrict);
char *__real_strptime(const char *restrict, const char *restrict, struct tm *restrict);

static struct tm broken_down_time;

static void writes_shared_time(const time_t *time) {
    reads(time, sizeof *time);
    writes(&broken_down_time, sizeof broken_down_time);
}

INTERCEPTOR struct tm *gmtime(const time_t *time) {
    struct tm *result = __real_gmtime_r(time, &broken_down_time);
    writes_shared_time(time);
    return result;
}

INTERCEPTOR struct tm *localtime(const time_t *time) {
    struct tm *result = __real_localtime_r(time, &broken_down_time);
    writes_shared_time(time);
    return result;
}

INTERCEPTOR struct tm *gmtime_r(const time_t *restrict time, struct tm *restrict to) {
    struct tm *result = __real_gmtime_r(time, to);
    reads(time, sizeof *time);
    if (result) writes(to, sizeof *to);
    return result;
}

INTERCEPTOR struct tm *localtime_r(const time_t *restrict time, struct tm *restrict to) {
    struct tm *result = __real_localtime_r(time, to);
    reads(time, sizeof *time);
    if (result) writes(to, sizeof *to);
    return result;
}

INTERCEPTOR char *asctime(const struct tm *tm) {
    char *result = __real_asctime(tm);
    reads(tm, sizeof *tm);
    if (result) writes_string(result);
    return result;
}

INTERCEPTOR char *asctime_r(const struct tm *restrict tm, char *restrict to) {
    char *result = __real_asctime_r(tm, to);
    reads(tm, sizeof *tm);
    if (result) writes_string(to);
    return result;
}

INTERCEPTOR char *ctime(const time_t *time) {
    struct tm *parts = __real_localtime_r(time, &broken_down_time);
    char *result = parts ? __real_asctime(parts) : NULL;
    writes_shared_time(time);
    if (result) writes_string(result);
    return result;
}

INTERCEPTOR char *ctime_r(const time_t *time, char *to) {
    char *result = __real_ctime_r(time, to);
    reads(time, sizeof *time);
    if (result) writes_string(to);
    return result;
}

INTERCEPTOR time_t mktime(struct tm *tm) {
    time_t result = __real_mktime(tm);
    writes(tm, sizeof *tm);
    return result;
}

INTERCEPTOR time_t timegm(struct tm *tm) {
    time_t result = __real_timegm(tm);
    writes(tm, sizeof *tm);
    return result;
}

INTERCEPTOR size_t strftime(char *restrict to, size_t limit, const char *restrict format,
                            const struct tm *restrict tm) {
    size_t length = __real_strftime(to, limit, format, tm);
    reads_string(format);
    reads(tm, sizeof *tm);
    writes(to, length ? length + 1 : 0);
    return length;
}

INTERCEPTOR char *strptime(const char *restrict s, const char *restrict format,
                           struct tm *restrict tm) {
    char *end = __real_strptime(s, format, tm);
    reads_string(format);
    if (end) reads(s, end - s);
    writes(tm, sizeof *tm);
    return end;
}
