// The functions of streams that take no lock (POSIX.1-2017, getc_unlocked): two of them at once race
// on the stream, unless the threads keep each other out, by flockfile or otherwise. So each writes
// it, elsewhere than where fclose and the functions that lock meet (uses_stream).

#define _GNU_SOURCE
#include "streams.h"
#include <stdio.h>

size_t __real_fread(void *restrict, size_t, size_t, FILE *restrict);
char *__real_fgets(char *restrict, int, FILE *restrict);
int __real_fflush(FILE *);
int __real_fputc(int, FILE *);
int __real_fgetc(FILE *);

// Any byte of a FILE but its first.
enum { CHANGED = 8 };

static void changes_stream(FILE *stream) {
    uses_stream(stream);
    writes((char *)stream + CHANGED, 1);
}

// ---- Out ---------------------------------------------------------------------------------------

static int put(int c, FILE *stream) {
    changes_stream(stream);
    return __real_fputc(c, stream);
}

INTERCEPTOR int fputc_unlocked(int c, FILE *stream) { return put(c, stream); }

INTERCEPTOR int putc_unlocked(int c, FILE *stream) { return put(c, stream); }

INTERCEPTOR int putchar_unlocked(int c) { return put(c, stdout); }

INTERCEPTOR int fputs_unlocked(const char *s, FILE *stream) {
    changes_stream(stream);
    return antecede_put_text(s, stream);
}

INTERCEPTOR size_t fwrite_unlocked(const void *from, size_t size, size_t count, FILE *stream) {
    changes_stream(stream);
    return antecede_put_block(from, size, count, stream);
}

INTERCEPTOR int fflush_unlocked(FILE *stream) {
    if (stream) changes_stream(stream);
    return __real_fflush(stream);
}

// ---- In ----------------------------------------------------------------------------------------

static int get(FILE *stream) {
    changes_stream(stream);
    return __real_fgetc(stream);
}

INTERCEPTOR int fgetc_unlocked(FILE *stream) { return get(stream); }

INTERCEPTOR int getc_unlocked(FILE *stream) { return get(stream); }

INTERCEPTOR int getchar_unlocked(void) { return get(stdin); }

INTERCEPTOR size_t fread_unlocked(void *to, size_t size, size_t count, FILE *stream) {
    changes_stream(stream);
    size_t read = __real_fread(to, size, count, stream);
    writes(to, size * read);
    return read;
}

INTERCEPTOR char *fgets_unlocked(char *to, int limit, FILE *stream) {
    changes_stream(stream);
    char *line = __real_fgets(to, limit, stream);
    if (line) writes_string(line);
    return line;
}
