// The printf family: the format is read, %s arguments are read, %n and the destination are written.

#define _GNU_SOURCE
#include "descriptors.h"
#include "format.h"
#include "streams.h"
#include <stdio.h>
#include <stdlib.h>

int __real_vfprintf(FILE *restrict, const char *restrict, va_list);
int __real_vsprintf(char *restrict, const char *restrict, va_list);
int __real_vsnprintf(char *restrict, size_t, const char *restrict, va_list);
int __real_vdprintf(int, const char *restrict, va_list);
int __real_vasprintf(char **, const char *, va_list);
int __real_vfwprintf(FILE *restrict, const wchar_t *restrict, va_list);
int __real_vswprintf(wchar_t *restrict, size_t, const wchar_t *restrict, va_list);

static void declare(const char *format, va_list arguments) {
    reads_string(format);
    declare_printf((struct format){format, 0}, arguments);
}

static void declare_wide(const wchar_t *format, va_list arguments) {
    reads(format, (__real_wcslen(format) + 1) * sizeof *format);
    declare_printf((struct format){format, 1}, arguments);
}

// ---- To streams and files ----------------------------------------------------------------------

static int print(FILE *stream, const char *format, va_list arguments) {
    uses_stream(stream);
    int is_before = is_pipe_stream(stream);
    va_list own;
    va_copy(own, arguments);
    if (is_before) declare(format, arguments);
    int result = __real_vfprintf(stream, format, own);
    va_end(own);
    if (!is_before) declare(format, arguments);
    return result;
}

INTERCEPTOR int vfprintf(FILE *restrict stream, const char *restrict format, va_list arguments) {
    return print(stream, format, arguments);
}

INTERCEPTOR int vprintf(const char *restrict format, va_list arguments) {
    return print(stdout, format, arguments);
}

INTERCEPTOR int fprintf(FILE *restrict stream, const char *restrict format, ...) {
    FORWARD(format, print(stream, format, arguments));
}

INTERCEPTOR int printf(const char *restrict format, ...) {
    FORWARD(format, print(stdout, format, arguments));
}

static int print_to_file(int file, const char *format, va_list arguments) {
    int is_before = antecede_is_pipe_descriptor(file);
    va_list own;
    va_copy(own, arguments);
    if (is_before) declare(format, arguments);
    int result = __real_vdprintf(file, format, own);
    va_end(own);
    if (!is_before) declare(format, arguments);
    return result;
}

INTERCEPTOR int vdprintf(int file, const char *restrict format, va_list arguments) {
    return print_to_file(file, format, arguments);
}

INTERCEPTOR int dprintf(int file, const char *restrict format, ...) {
    FORWARD(format, print_to_file(file, format, arguments));
}

// ---- To memory ---------------------------------------------------------------------------------

static int print_to(char *to, size_t limit, const char *format, va_list arguments) {
    va_list own;
    va_copy(own, arguments);
    int result = __real_vsnprintf(to, limit, format, own);
    va_end(own);
    size_t written = result < 0 ? 0 : (size_t)result + 1;
    declare(format, arguments);
    writes(to, written < limit ? written : limit);
    return result;
}

static int print_unlimited(char *to, const char *format, va_list arguments) {
    va_list own;
    va_copy(own, arguments);
    int result = __real_vsprintf(to, format, own);
    va_end(own);
    declare(format, arguments);
    writes(to, result < 0 ? 0 : (size_t)result + 1);
    return result;
}

INTERCEPTOR int vsprintf(char *restrict to, const char *restrict format, va_list arguments) {
    return print_unlimited(to, format, arguments);
}

INTERCEPTOR int sprintf(char *restrict to, const char *restrict format, ...) {
    FORWARD(format, print_unlimited(to, format, arguments));
}

INTERCEPTOR int vsnprintf(char *restrict to, size_t limit, const char *restrict format,
                          va_list arguments) {
    return print_to(to, limit, format, arguments);
}

INTERCEPTOR int snprintf(char *restrict to, size_t limit, const char *restrict format, ...) {
    FORWARD(format, print_to(to, limit, format, arguments));
}

static int print_allocated(char **to, const char *format, va_list arguments) {
    va_list own;
    va_copy(own, arguments);
    int result = __real_vasprintf(to, format, own);
    va_end(own);
    declare(format, arguments);
    writes(to, sizeof *to);
    return result;
}

INTERCEPTOR int vasprintf(char **restrict to, const char *restrict format, va_list arguments) {
    return print_allocated(to, format, arguments);
}

INTERCEPTOR int asprintf(char **restrict to, const char *restrict format, ...) {
    FORWARD(format, print_allocated(to, format, arguments));
}

// ---- Wide --------------------------------------------------------------------------------------

static int print_wide(FILE *stream, const wchar_t *format, va_list arguments) {
    uses_stream(stream);
    int is_before = is_pipe_stream(stream);
    va_list own;
    va_copy(own, arguments);
    if (is_before) declare_wide(format, arguments);
    int result = __real_vfwprintf(stream, format, own);
    va_end(own);
    if (!is_before) declare_wide(format, arguments);
    return result;
}

INTERCEPTOR int vfwprintf(FILE *restrict stream, const wchar_t *restrict format,
                          va_list arguments) {
    return print_wide(stream, format, arguments);
}

INTERCEPTOR int vwprintf(const wchar_t *restrict format, va_list arguments) {
    return print_wide(stdout, format, arguments);
}

INTERCEPTOR int fwprintf(FILE *restrict stream, const wchar_t *restrict format, ...) {
    FORWARD(format, print_wide(stream, format, arguments));
}

INTERCEPTOR int wprintf(const wchar_t *restrict format, ...) {
    FORWARD(format, print_wide(stdout, format, arguments));
}

static int print_wide_to(wchar_t *to, size_t limit, const wchar_t *format, va_list arguments) {
    va_list own;
    va_copy(own, arguments);
    int result = __real_vswprintf(to, limit, format, own);
    va_end(own);
    declare_wide(format, arguments);
    writes(to, (result < 0 ? limit : (size_t)result + 1) * sizeof *to);
    return result;
}

INTERCEPTOR int vswprintf(wchar_t *restrict to, size_t limit, const wchar_t *restrict format,
                          va_list arguments) {
    return print_wide_to(to, limit, format, arguments);
}

INTERCEPTOR int swprintf(wchar_t *restrict to, size_t limit, const wchar_t *restrict format, ...) {
    FORWARD(format, print_wide_to(to, limit, format, arguments));
}
