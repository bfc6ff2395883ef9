// expect: race; races-on: line; stdin: "one\ntwo\n"; native: skip
// getline writes through both of its pointers; the stream's own lock guards only the stream.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static char *line;

static void *thread(void *unused)
{
    return line ? unused : NULL;
}

int main(void)
{
    pthread_t t;
    size_t room = 0;
    pthread_create(&t, NULL, thread, NULL);
    getline(&line, &room, stdin);
    pthread_join(t, NULL);
    free(line);
    return 0;
}
