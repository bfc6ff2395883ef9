// Files and folders with names that nothing has yet. tmpfile's is in /tmp, which only the run has
// (src/runtime/memory-files.ts).

#define _GNU_SOURCE
#include "intercept.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEF"

enum { BITS_A_LETTER = 5, LETTERS_DRAWN = 6, ATTEMPTS = 100 };

_Static_assert(sizeof LETTERS - 1 == 1 << BITS_A_LETTER, "each letter is as likely");

static void draw_name(char *letters) {
    uint32_t random = antecede_random32();
    for (int i = 0; i < LETTERS_DRAWN; i++) {
        letters[i] = LETTERS[random & ((1 << BITS_A_LETTER) - 1)];
        random >>= BITS_A_LETTER;
    }
}

static int make_file(const char *path, int flags) {
    return open(path, (flags & ~O_ACCMODE) | O_RDWR | O_CREAT | O_EXCL, 0600);
}

static int make_folder(const char *path, int flags) {
    (void)flags;
    return mkdir(path, 0700);
}

// Succeeds if there is nothing of that name.
static int look(const char *path, int flags) {
    (void)flags;
    if (access(path, F_OK) == 0) {
        errno = EEXIST;
        return -1;
    }
    return errno == ENOENT ? 0 : -1;
}

// Fills in the six X before the suffix; returns what `make` gave for the name, or -1.
static int with_new_name(char *pattern, int suffix, int (*make)(const char *, int), int flags) {
    size_t length = __real_strlen(pattern);
    size_t needed = LETTERS_DRAWN + (size_t)suffix;
    char *letters = pattern + length - needed;
    if (suffix < 0 || length < needed || strncmp(letters, "XXXXXX", LETTERS_DRAWN) != 0) {
        errno = EINVAL;
        return -1;
    }
    int made = -1;
    for (int i = 0; made < 0 && i < ATTEMPTS; i++) {
        draw_name(letters);
        made = make(pattern, flags);
        if (made < 0 && errno != EEXIST) break;
    }
    writes(letters, LETTERS_DRAWN);
    return made;
}

REPLACEMENT int mkostemps(char *pattern, int suffix, int flags) {
    return with_new_name(pattern, suffix, make_file, flags);
}

REPLACEMENT int mkstemps(char *pattern, int suffix) { return mkostemps(pattern, suffix, 0); }

REPLACEMENT int mkostemp(char *pattern, int flags) { return mkostemps(pattern, 0, flags); }

REPLACEMENT int mkstemp(char *pattern) { return mkostemps(pattern, 0, 0); }

REPLACEMENT char *mkdtemp(char *pattern) {
    return with_new_name(pattern, 0, make_folder, 0) < 0 ? NULL : pattern;
}

// An empty name stands for the error.
REPLACEMENT char *mktemp(char *pattern) {
    if (with_new_name(pattern, 0, look, 0) < 0) *pattern = '\0';
    return pattern;
}

REPLACEMENT FILE *tmpfile(void) {
    char path[] = P_tmpdir "/fileXXXXXX";
    int file = mkstemp(path);
    if (file < 0) return NULL;
    unlink(path);
    return fdopen(file, "w+");
}

// C17 7.21.4.4: without a buffer the name is in a static object, which threads would share.
REPLACEMENT char *tmpnam(char *buffer) {
    static char shared[L_tmpnam];
    char *to = buffer ? buffer : shared;
    writes(to, L_tmpnam);
    __real_memcpy(to, P_tmpdir "/fileXXXXXX", sizeof P_tmpdir "/fileXXXXXX");
    return with_new_name(to, 0, look, 0) < 0 ? NULL : to;
}

REPLACEMENT char *tempnam(const char *folder, const char *prefix) {
    if (folder) reads_string(folder);
    if (prefix) reads_string(prefix);
    char *name;
    const char *first = folder ? folder : P_tmpdir;
    if (asprintf(&name, "%s/%.5sXXXXXX", first, prefix ? prefix : "file") < 0) return NULL;
    if (with_new_name(name, 0, look, 0) == 0) return name;
    free(name);
    return NULL;
}
