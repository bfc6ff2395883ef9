// Lines and blocks, to and from streams.

#define _GNU_SOURCE
#include "streams.h"
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

int __real_puts(const char *);
int __real_fputs(const char *restrict, FILE *restrict);
int __real_fputws(const wchar_t *restrict, FILE *restrict);
size_t __real_fwrite(const void *restrict, size_t, size_t, FILE *restrict);
size_t __real_fread(void *restrict, size_t, size_t, FILE *restrict);
char *__real_fgets(char *restrict, int, FILE *restrict);
wchar_t *__real_fgetws(wchar_t *restrict, int, FILE *restrict);
ssize_t __real_getdelim(char **restrict, size_t *restrict, int, FILE *restrict);
int __real_fflush(FILE *);
int __real_fputc(int, FILE *);
int __real_putc(int, FILE *);
int __real_putchar(int);
int __real_fgetc(FILE *);
int __real_getc(FILE *);
int __real_getchar(void);
void __real_perror(const char *);
FILE *__real_fopen(const char *restrict, const char *restrict);

// ---- Out ---------------------------------------------------------------------------------------

INTERCEPTOR int puts(const char *s) {
    uses_stream(stdout);
    int result = __real_puts(s);
    reads_string(s);
    return result;
}

int antecede_put_text(const char *text, FILE *stream) {
    int is_before = is_pipe_stream(stream);
    if (is_before) reads_string(text);
    int result = __real_fputs(text, stream);
    if (!is_before) reads_string(text);
    return result;
}

size_t antecede_put_block(const void *from, size_t size, size_t count, FILE *stream) {
    int is_before = is_pipe_stream(stream);
    if (is_before) reads(from, size * count);
    size_t written = __real_fwrite(from, size, count, stream);
    if (!is_before) reads(from, size * count);
    return written;
}

INTERCEPTOR int fputs(const char *restrict s, FILE *restrict stream) {
    uses_stream(stream);
    return antecede_put_text(s, stream);
}

INTERCEPTOR int fputws(const wchar_t *restrict s, FILE *restrict stream) {
    uses_stream(stream);
    size_t bytes = (__real_wcslen(s) + 1) * sizeof *s;
    int is_before = is_pipe_stream(stream);
    if (is_before) reads(s, bytes);
    int result = __real_fputws(s, stream);
    if (!is_before) reads(s, bytes);
    return result;
}

INTERCEPTOR size_t fwrite(const void *restrict from, size_t size, size_t count,
                          FILE *restrict stream) {
    uses_stream(stream);
    return antecede_put_block(from, size, count, stream);
}

INTERCEPTOR int fputc(int c, FILE *stream) {
    uses_stream(stream);
    return __real_fputc(c, stream);
}

INTERCEPTOR int putc(int c, FILE *stream) {
    uses_stream(stream);
    return __real_putc(c, stream);
}

INTERCEPTOR int putchar(int c) {
    uses_stream(stdout);
    return __real_putchar(c);
}

INTERCEPTOR int fflush(FILE *stream) {
    if (stream) uses_stream(stream);
    return __real_fflush(stream);
}

INTERCEPTOR void perror(const char *s) {
    uses_stream(stderr);
    __real_perror(s);
    if (s) reads_string(s);
}

// ---- In ----------------------------------------------------------------------------------------

INTERCEPTOR size_t fread(void *restrict to, size_t size, size_t count, FILE *restrict stream) {
    uses_stream(stream);
    size_t read = __real_fread(to, size, count, stream);
    writes(to, size * read);
    return read;
}

INTERCEPTOR char *fgets(char *restrict to, int limit, FILE *restrict stream) {
    uses_stream(stream);
    char *line = __real_fgets(to, limit, stream);
    if (line) writes_string(line);
    return line;
}

INTERCEPTOR wchar_t *fgetws(wchar_t *restrict to, int limit, FILE *restrict stream) {
    uses_stream(stream);
    wchar_t *line = __real_fgetws(to, limit, stream);
    if (line) writes(line, (__real_wcslen(line) + 1) * sizeof *line);
    return line;
}

// Deprecated, and not in libc; programs still have it.
REPLACEMENT char *gets(char *to) {
    uses_stream(stdin);
    size_t bytes = 0;
    int c;
    while ((c = __real_fgetc(stdin)) != EOF && c != '\n') to[bytes++] = (char)c;
    if (c == EOF && !bytes) return NULL;
    to[bytes] = 0;
    writes(to, bytes + 1);
    return to;
}

static ssize_t get_until(char **line, size_t *room, int end, FILE *stream) {
    uses_stream(stream);
    ssize_t bytes = __real_getdelim(line, room, end, stream);
    char *text = *line;
    reads(line, sizeof *line);
    writes(line, sizeof *line);
    writes(room, sizeof *room);
    if (bytes >= 0) writes(text, (size_t)bytes + 1);
    return bytes;
}

INTERCEPTOR ssize_t getdelim(char **restrict line, size_t *restrict room, int end,
                             FILE *restrict stream) {
    return get_until(line, room, end, stream);
}

INTERCEPTOR ssize_t getline(char **restrict line, size_t *restrict room, FILE *restrict stream) {
    return get_until(line, room, '\n', stream);
}

INTERCEPTOR int fgetc(FILE *stream) {
    uses_stream(stream);
    return __real_fgetc(stream);
}

INTERCEPTOR int getc(FILE *stream) {
    uses_stream(stream);
    return __real_getc(stream);
}

INTERCEPTOR int getchar(void) {
    uses_stream(stdin);
    return __real_getchar();
}

INTERCEPTOR FILE *fopen(const char *restrict path, const char *restrict mode) {
    FILE *stream = __real_fopen(path, mode);
    reads_string(path);
    reads_string(mode);
    return stream;
}
