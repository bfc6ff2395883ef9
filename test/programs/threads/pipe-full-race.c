// expect: race; races-on: data
// A reader makes room, but is nothing that the writer waits for: what it does after reading is not
// ordered before what the writer does next.
#include <pthread.h>
#include <unistd.h>

static int ends[2];
static int data;

static void *reads(void *argument) {
    char byte;
    read(ends[0], &byte, 1);
    data = 1;
    return argument;
}

int main(void) {
    pthread_t thread;
    pipe(ends);
    pthread_create(&thread, NULL, reads, NULL);
    write(ends[1], "x", 1);
    data = 2;
    pthread_join(thread, NULL);
    return 0;
}
