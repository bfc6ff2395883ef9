// expect: clean; stdout: "to standard output\nin the file: 11 bytes\nfrom the pipe: into the pipe\nagain\n"
// dup, dup2, dup3 and fcntl's F_DUPFD: what several descriptors stand for is one file with one
// position and one set of status flags, closed with the last of them (POSIX.1-2017, dup).
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = P_tmpdir "/fileXXXXXX";

static void standard_output_into_a_file(void) {
    int file = open(path, O_RDWR | O_TRUNC);
    int saved = dup(STDOUT_FILENO);
    assert(saved > STDERR_FILENO);
    assert(dup2(file, STDOUT_FILENO) == STDOUT_FILENO);
    assert(close(file) == 0);
    assert(write(file, "x", 1) == -1 && errno == EBADF);
    printf("redirected\n");
    fflush(stdout);
    assert(dup2(saved, STDOUT_FILENO) == STDOUT_FILENO);
    assert(close(saved) == 0);
    assert(close(saved) == -1 && errno == EBADF);
    file = open(path, O_RDONLY);
    char text[64];
    printf("in the file: %zd bytes\n", read(file, text, sizeof text));
    close(file);
}

static void one_position_and_flags(void) {
    int file = open(path, O_RDWR | O_TRUNC);
    int other = fcntl(file, F_DUPFD, 100);
    assert(other >= 100);
    assert(fcntl(file, F_DUPFD, -1) == -1 && errno == EINVAL);
    assert(write(file, "abc", 3) == 3 && write(other, "def", 3) == 3);
    assert(lseek(file, 0, SEEK_CUR) == 6 && lseek(other, 0, SEEK_SET) == 0);
    char text[8] = "";
    assert(read(file, text, 6) == 6 && !strcmp(text, "abcdef"));
    assert((fcntl(file, F_GETFL) & O_ACCMODE) == O_RDWR);
    assert(fcntl(other, F_SETFL, O_APPEND) == 0);
    assert(fcntl(file, F_GETFL) & O_APPEND);
    lseek(file, 0, SEEK_SET);
    assert(write(file, "g", 1) == 1 && lseek(other, 0, SEEK_END) == 7);
    // The descriptors' own flags are no part of it.
    assert(fcntl(other, F_SETFD, FD_CLOEXEC) == 0);
    assert(fcntl(other, F_GETFD) == FD_CLOEXEC && fcntl(file, F_GETFD) == 0);
    int third = fcntl(other, F_DUPFD_CLOEXEC, 0);
    assert(fcntl(third, F_GETFD) == FD_CLOEXEC);
    close(file), close(other);
    assert(lseek(third, 0, SEEK_END) == 7);
    close(third);
    assert(fcntl(third, F_GETFD) == -1 && errno == EBADF);
}

static void *read_all(void *argument) {
    int end = *(int *)argument;
    char text[64];
    ssize_t all = 0, bytes;
    while ((bytes = read(end, text + all, sizeof text - (size_t)all)) > 0) all += bytes;
    printf("from the pipe: %.*s", (int)all, text);
    return NULL;
}

// The reader meets the end when both descriptors of the other end are closed.
static void pipe_with_two_writers(void) {
    int ends[2];
    assert(pipe(ends) == 0);
    int other = dup(ends[1]);
    pthread_t reader;
    pthread_create(&reader, NULL, read_all, &ends[0]);
    assert(write(ends[1], "into ", 5) == 5);
    close(ends[1]);
    assert(write(other, "the pipe\n", 9) == 9);
    close(other);
    pthread_join(reader, NULL);
    close(ends[0]);
}

static void errors(void) {
    assert(dup(1000) == -1 && errno == EBADF);
    assert(dup(-1) == -1 && errno == EBADF);
    assert(dup2(1000, 5) == -1 && errno == EBADF);
    assert(dup2(1, -1) == -1 && errno == EBADF);
    assert(dup2(1, 1) == 1);
    assert(dup3(1, 1, 0) == -1 && errno == EINVAL);
}

// Of old, before dup2: the lowest number that is free.
static void close_and_dup(void) {
    int saved = dup3(STDOUT_FILENO, 200, 0);
    assert(saved == 200);
    int file = open("/dev/null", O_WRONLY);
    close(STDOUT_FILENO);
    assert(dup(file) == STDOUT_FILENO);
    printf("nowhere\n");
    fflush(stdout);
    close(STDOUT_FILENO);
    assert(open("/dev/null", O_WRONLY) == STDOUT_FILENO);
    printf("nowhere\n");
    fflush(stdout);
    assert(dup2(saved, STDOUT_FILENO) == STDOUT_FILENO);
    close(saved), close(file);
    printf("again\n");
}

int main(void) {
    printf("to standard output\n");
    fflush(stdout);
    close(mkstemp(path));
    standard_output_into_a_file();
    one_position_and_flags();
    fflush(stdout);
    pipe_with_two_writers();
    fflush(stdout);
    errors();
    close_and_dup();
    // As programs do that close all there are: paths still lead somewhere.
    for (int file = 3; file < 60; file++) close(file);
    assert(close(open(path, O_RDONLY)) == 0);
    unlink(path);
}
