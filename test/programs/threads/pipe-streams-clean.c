// expect: clean; stdout: "parts 8\nline 5\nagain\npipe\nnone to seek\nbefore that\n300 lines\nend\n"
// Pipes are descriptors to all of libc: streams, readv, writev, fcntl, fstat. A stream whose pipe is
// full is still one thread's, and a cancelled thread gives it back.
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { THREADS = 3, LINES = 100 };

static int ends[2];
static FILE *from, *to;
static char all_of_a_line[1000];

static void *sends_lines(void *letter) {
    for (int i = 0; i < LINES; i++) {
        char line[sizeof all_of_a_line];
        memset(line, *(char *)letter, sizeof line - 1);
        line[sizeof line - 1] = 0;
        fprintf(to, "%s\n", line);
    }
    return NULL;
}

static void *receives(void *argument) {
    char line[8];
    (void)argument;
    fgets(line, sizeof line, from);
    return NULL;
}

static void one_thread(void) {
    char sent[8] = "1234567", got[8];
    struct iovec out[] = {{sent, 3}, {sent + 3, 5}}, in[] = {{got, 6}, {got + 6, 2}};
    assert(writev(ends[1], out, 2) == 8 && readv(ends[0], in, 2) == 8 && !strcmp(sent, got));
    puts("parts 8");

    char line[20];
    assert(dprintf(ends[1], "line %d\n", 5) == 7);
    fputs(fgets(line, sizeof line, from), stdout);

    assert((fcntl(ends[0], F_GETFL) & (O_ACCMODE | O_NONBLOCK)) == O_RDONLY);
    assert((fcntl(ends[1], F_GETFL) & O_ACCMODE) == O_WRONLY);
    assert(!fcntl(ends[0], F_SETFL, fcntl(ends[0], F_GETFL) | O_NONBLOCK));
    if (read(ends[0], got, 1) == -1 && errno == EAGAIN) puts("again");
    assert(!(fcntl(ends[1], F_GETFL) & O_NONBLOCK));
    assert(!fcntl(ends[0], F_SETFL, fcntl(ends[0], F_GETFL) & ~O_NONBLOCK));

    struct stat status;
    if (!fstat(ends[0], &status) && S_ISFIFO(status.st_mode)) puts("pipe");
    if (lseek(ends[0], 0, SEEK_SET) == -1 && errno == ESPIPE) puts("none to seek");
}

static void lines_of_several_threads(void) {
    pthread_t threads[THREADS];
    static char letters[THREADS] = {'a', 'b', 'c'};
    char line[sizeof all_of_a_line + 1];
    for (int i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, sends_lines, &letters[i]);
    int lines = 0;
    for (; lines < THREADS * LINES && fgets(line, sizeof line, from); lines++) {
        if (lines == THREADS * LINES - 66) {
            // The rest may lie in the stream.
            for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
            assert(!fflush(to));
        }
        assert(strspn(line, (char[]){line[0], 0}) == sizeof line - 2);
    }
    printf("%d lines\n", lines);
}

int main(void) {
    assert(!pipe(ends) && (from = fdopen(ends[0], "r")) && (to = fdopen(ends[1], "w")));
    one_thread();

    pthread_t thread;
    pthread_create(&thread, NULL, receives, NULL);
    pthread_cancel(thread);
    pthread_join(thread, NULL);
    clearerr(from);
    puts("before that");

    lines_of_several_threads();
    assert(!fclose(to));
    if (getc(from) == EOF && feof(from)) puts("end");
    assert(!fclose(from));
    return 0;
}
