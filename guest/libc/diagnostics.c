// <err.h> and <error.h>: a program's complaints on standard error, with its name before them.

#define _GNU_SOURCE
#include "intercept.h"
#include <err.h>
#include <errno.h>
#include <error.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wasi/api.h>

enum { LONGEST_NAME_BYTES = 4096 };

REPLACEMENT char *program_invocation_name = "";
REPLACEMENT char *program_invocation_short_name = "";

REPLACEMENT unsigned error_message_count;
REPLACEMENT int error_one_per_line;
REPLACEMENT void (*error_print_progname)(void);

// Linked, and hence called, only where one of these names is used.
__attribute__((constructor(101))) static void take_name(void) {
    static char name[LONGEST_NAME_BYTES];
    size_t count, bytes;
    if (__wasi_args_sizes_get(&count, &bytes) || !count || bytes > sizeof name) return;
    uint8_t *arguments[count];
    if (__wasi_args_get(arguments, (uint8_t *)name)) return;
    char *slash = strrchr(name, '/');
    program_invocation_name = name;
    program_invocation_short_name = slash ? slash + 1 : name;
}

// ---- err.h -------------------------------------------------------------------------------------

static void complain(int number, const char *format, va_list arguments) {
    fprintf(stderr, "%s: ", program_invocation_short_name);
    if (format) vfprintf(stderr, format, arguments);
    if (number) fprintf(stderr, "%s%s", format ? ": " : "", strerror(number));
    fputc('\n', stderr);
}

REPLACEMENT void vwarn(const char *format, va_list arguments) {
    complain(errno, format, arguments);
}

REPLACEMENT void vwarnx(const char *format, va_list arguments) { complain(0, format, arguments); }

REPLACEMENT _Noreturn void verr(int code, const char *format, va_list arguments) {
    complain(errno, format, arguments);
    exit(code);
}

REPLACEMENT _Noreturn void verrx(int code, const char *format, va_list arguments) {
    complain(0, format, arguments);
    exit(code);
}

REPLACEMENT void warn(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vwarn(format, arguments);
    va_end(arguments);
}

REPLACEMENT void warnx(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vwarnx(format, arguments);
    va_end(arguments);
}

REPLACEMENT _Noreturn void err(int code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    verr(code, format, arguments);
}

REPLACEMENT _Noreturn void errx(int code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    verrx(code, format, arguments);
}

// ---- error.h -----------------------------------------------------------------------------------

// Standard output comes first, as in glibc.
static void name_program(const char *separator) {
    fflush(stdout);
    if (error_print_progname) error_print_progname();
    else fprintf(stderr, "%s:%s", program_invocation_name, separator);
}

static void finish(int status, int number) {
    if (number) fprintf(stderr, ": %s", strerror(number));
    fputc('\n', stderr);
    error_message_count++;
    if (status) exit(status);
}

REPLACEMENT void error(int status, int number, const char *format, ...) {
    name_program(" ");
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    finish(status, number);
}

REPLACEMENT void error_at_line(int status, int number, const char *file, unsigned line,
                               const char *format, ...) {
    static const char *last_file;
    static unsigned last_line;
    int is_again = error_one_per_line && file && last_file && line == last_line &&
                   strcmp(file, last_file) == 0;
    last_file = file;
    last_line = line;
    if (is_again) return;
    name_program(file ? "" : " ");
    if (file) fprintf(stderr, "%s:%u: ", file, line);
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    finish(status, number);
}
