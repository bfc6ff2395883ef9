// expect: clean; stdin: "abcdefgh\nijkl"; stdout: "0123\n"
// The functions of streams that take no lock, where other locks keep threads from each other: that
// of the stream, a mutex, and joining.
#define _GNU_SOURCE
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static pthread_mutex_t of_input = PTHREAD_MUTEX_INITIALIZER;
static FILE *file;

static void *works(void *unused) {
    flockfile(file);
    putc_unlocked('x', file);
    fputs_unlocked("ab", file);
    fwrite_unlocked("cd", 1, 2, file);
    fputc_unlocked('\n', file);
    fflush_unlocked(file);
    funlockfile(file);
    fputs("locked", file);

    pthread_mutex_lock(&of_input);
    int c = getchar_unlocked();
    assert(c >= 'a' && c <= 'h');
    pthread_mutex_unlock(&of_input);
    return unused;
}

int main(void) {
    char text[8];
    pthread_t threads[2];
    file = tmpfile();
    putchar_unlocked('0');
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, works, NULL);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    putchar_unlocked('1');
    assert(getc_unlocked(stdin) == 'c' && fgetc_unlocked(stdin) == 'd');
    assert(fgets_unlocked(text, sizeof text, stdin) && !strcmp(text, "efgh\n"));
    assert(fread_unlocked(text, 1, sizeof text, stdin) == 4);
    fputs_unlocked("23\n", stdout);
    return fclose(file);
}
