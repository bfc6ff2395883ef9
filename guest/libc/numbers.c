// Numbers out of strings: the text is read up to and with the character that ends the number.

#define _GNU_SOURCE
#include "intercept.h"
#include <inttypes.h>
#include <stdlib.h>

long __real_strtol(const char *restrict, char **restrict, int);
unsigned long __real_strtoul(const char *restrict, char **restrict, int);
long long __real_strtoll(const char *restrict, char **restrict, int);
unsigned long long __real_strtoull(const char *restrict, char **restrict, int);
intmax_t __real_strtoimax(const char *restrict, char **restrict, int);
uintmax_t __real_strtoumax(const char *restrict, char **restrict, int);
float __real_strtof(const char *restrict, char **restrict);
double __real_strtod(const char *restrict, char **restrict);
long double __real_strtold(const char *restrict, char **restrict);

static void declare(const char *s, char *end, char **result) {
    if (result) *result = end;
    reads(s, end + 1 - s);
    if (result) writes(result, sizeof *result);
}

INTERCEPTOR long strtol(const char *restrict s, char **restrict result, int base) {
    char *end;
    long value = __real_strtol(s, &end, base);
    declare(s, end, result);
    return value;
}

INTERCEPTOR unsigned long strtoul(const char *restrict s, char **restrict result, int base) {
    char *end;
    unsigned long value = __real_strtoul(s, &end, base);
    declare(s, end, result);
    return value;
}

INTERCEPTOR long long strtoll(const char *restrict s, char **restrict result, int base) {
    char *end;
    long long value = __real_strtoll(s, &end, base);
    declare(s, end, result);
    return value;
}

INTERCEPTOR unsigned long long strtoull(const char *restrict s, char **restrict result, int base) {
    char *end;
    unsigned long long value = __real_strtoull(s, &end, base);
    declare(s, end, result);
    return value;
}

INTERCEPTOR intmax_t strtoimax(const char *restrict s, char **restrict result, int base) {
    char *end;
    intmax_t value = __real_strtoimax(s, &end, base);
    declare(s, end, result);
    return value;
}

INTERCEPTOR uintmax_t strtoumax(const char *restrict s, char **restrict result, int base) {
    char *end;
    uintmax_t value = __real_strtoumax(s, &end, base);
    declare(s, end, result);
    return value;
}

INTERCEPTOR float strtof(const char *restrict s, char **restrict result) {
    char *end;
    float value = __real_strtof(s, &end);
    declare(s, end, result);
    return value;
}

INTERCEPTOR double strtod(const char *restrict s, char **restrict result) {
    char *end;
    double value = __real_strtod(s, &end);
    declare(s, end, result);
    return value;
}

INTERCEPTOR long double strtold(const char *restrict s, char **restrict result) {
    char *end;
    long double value = __real_strtold(s, &end);
    declare(s, end, result);
    return value;
}

INTERCEPTOR int atoi(const char *s) { return (int)strtol(s, NULL, 10); }

INTERCEPTOR long atol(const char *s) { return strtol(s, NULL, 10); }

INTERCEPTOR long long atoll(const char *s) { return strtoll(s, NULL, 10); }

INTERCEPTOR double atof(const char *s) { return strtod(s, NULL); }
