// expect: clean
// What a stream writes to a pipe at once was read before the other end goes on.
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int ends[2];
static FILE *to;
static char shared[4][40] = {"one\n", "two\n", "three\n", "four\n"};

static void *sends(void *unused) {
    fputs(shared[0], to);
    fwrite(shared[1], 1, strlen("two\n"), to);
    fprintf(to, "%s", shared[2]);
    dprintf(ends[1], "%s", shared[3]);
    return unused;
}

int main(void) {
    pthread_t thread;
    if (pipe(ends)) return 1;
    to = fdopen(ends[1], "w");
    FILE *from = fdopen(ends[0], "r");
    setvbuf(to, NULL, _IOLBF, 100);
    setvbuf(from, NULL, _IONBF, 0);
    pthread_create(&thread, NULL, sends, NULL);
    for (int i = 0; i < 4; i++) {
        char line[40];
        if (!fgets(line, sizeof line, from)) return 1;
        strcpy(shared[i], "done");
    }
    pthread_join(thread, NULL);
    return 0;
}
