// The scanf family: the format and, from memory, the input are read; what is assigned is written.

#define _GNU_SOURCE
#include "format.h"
#include "streams.h"
#include <stdio.h>
#include <wchar.h>

int __real_vfscanf(FILE *restrict, const char *restrict, va_list);
int __real_vsscanf(const char *restrict, const char *restrict, va_list);
int __real_vfwscanf(FILE *restrict, const wchar_t *restrict, va_list);
int __real_vswscanf(const wchar_t *restrict, const wchar_t *restrict, va_list);

static int scan(FILE *stream, const char *format, va_list arguments) {
    uses_stream(stream);
    va_list own;
    va_copy(own, arguments);
    int result = __real_vfscanf(stream, format, own);
    va_end(own);
    reads_string(format);
    declare_scanf((struct format){format, 0}, arguments, result);
    return result;
}

static int scan_text(const char *text, const char *format, va_list arguments) {
    va_list own;
    va_copy(own, arguments);
    int result = __real_vsscanf(text, format, own);
    va_end(own);
    reads_string(format);
    reads_string(text);
    declare_scanf((struct format){format, 0}, arguments, result);
    return result;
}

INTERCEPTOR int vfscanf(FILE *restrict stream, const char *restrict format, va_list arguments) {
    return scan(stream, format, arguments);
}

INTERCEPTOR int vscanf(const char *restrict format, va_list arguments) {
    return scan(stdin, format, arguments);
}

INTERCEPTOR int fscanf(FILE *restrict stream, const char *restrict format, ...) {
    FORWARD(format, scan(stream, format, arguments));
}

INTERCEPTOR int scanf(const char *restrict format, ...) {
    FORWARD(format, scan(stdin, format, arguments));
}

INTERCEPTOR int vsscanf(const char *restrict text, const char *restrict format,
                        va_list arguments) {
    return scan_text(text, format, arguments);
}

INTERCEPTOR int sscanf(const char *restrict text, const char *restrict format, ...) {
    FORWARD(format, scan_text(text, format, arguments));
}

static int scan_wide(FILE *stream, const wchar_t *format, va_list arguments) {
    uses_stream(stream);
    va_list own;
    va_copy(own, arguments);
    int result = __real_vfwscanf(stream, format, own);
    va_end(own);
    declare_scanf((struct format){format, 1}, arguments, result);
    return result;
}

static int scan_wide_text(const wchar_t *text, const wchar_t *format, va_list arguments) {
    va_list own;
    va_copy(own, arguments);
    int result = __real_vswscanf(text, format, own);
    va_end(own);
    reads(text, (__real_wcslen(text) + 1) * sizeof *text);
    declare_scanf((struct format){format, 1}, arguments, result);
    return result;
}

INTERCEPTOR int vfwscanf(FILE *restrict stream, const wchar_t *restrict format,
                         va_list arguments) {
    return scan_wide(stream, format, arguments);
}

INTERCEPTOR int vwscanf(const wchar_t *restrict format, va_list arguments) {
    return scan_wide(stdin, format, arguments);
}

INTERCEPTOR int fwscanf(FILE *restrict stream, const wchar_t *restrict format, ...) {
    FORWARD(format, scan_wide(stream, format, arguments));
}

INTERCEPTOR int wscanf(const wchar_t *restrict format, ...) {
    FORWARD(format, scan_wide(stdin, format, arguments));
}

INTERCEPTOR int vswscanf(const wchar_t *restrict text, const wchar_t *restrict format,
                         va_list arguments) {
    return scan_wide_text(text, format, arguments);
}

INTERCEPTOR int swscanf(const wchar_t *restrict text, const wchar_t *restrict format, ...) {
    FORWARD(format, scan_wide_text(text, format, arguments));
}
