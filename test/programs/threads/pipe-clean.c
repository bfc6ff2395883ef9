// expect: clean; stdout: "received 42\nend\n200000 bytes\nbroken\n"
// As in ThreadSanitizer, a write to a pipe happens before the read that gets its bytes.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

enum { MANY = 200000 };

static int ends[2];
static int data;
static char many[MANY];

static void *sends(void *argument) {
    data = 42;
    assert(write(ends[1], "x", 1) == 1);
    close(ends[1]);
    return argument;
}

static void *sends_more_than_fits(void *argument) {
    assert(write(ends[1], many, MANY) == MANY);
    return argument;
}

int main(void) {
    pthread_t thread;
    char byte;
    assert(!pipe(ends));
    pthread_create(&thread, NULL, sends, NULL);
    assert(read(ends[0], &byte, 1) == 1 && byte == 'x');
    printf("received %d\n", data);
    if (read(ends[0], &byte, 1) == 0) puts("end");
    pthread_join(thread, NULL);
    close(ends[0]);

    assert(!pipe(ends));
    pthread_create(&thread, NULL, sends_more_than_fits, NULL);
    int total = 0;
    static char part[30000];
    while (total < MANY) total += (int)read(ends[0], part, sizeof part);
    printf("%d bytes\n", total);
    pthread_join(thread, NULL);

    signal(SIGPIPE, SIG_IGN);
    close(ends[0]);
    if (write(ends[1], "x", 1) == -1 && errno == EPIPE) puts("broken");
    assert(read(ends[1], &byte, 1) == -1 && errno == EBADF);
    return 0;
}
