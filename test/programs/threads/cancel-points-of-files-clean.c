// expect: clean
// POSIX.1-2017, 2.9.5.2: calls on files, and poll and select, are cancellation points.
#include <assert.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/select.h>
#include <unistd.h>

static int zero;

static void in_open(void) { close(open("/dev/null", O_RDONLY)); }
static void in_fsync(void) { fsync(zero); }
static void in_poll(void) { poll(NULL, 0, -1); }
static void in_select(void) { select(0, NULL, NULL, NULL, NULL); }

static void in_read(void) {
    char byte;
    read(zero, &byte, 1);
}

static void in_write(void) { write(zero, "x", 1); }

static void (*const points[])(void) = {in_open, in_fsync, in_poll, in_select, in_read, in_write};

static void *calls(void *argument) {
    for (;;) points[(long)argument]();
}

int main(void) {
    zero = open("/dev/zero", O_RDWR);
    for (long i = 0; i < (long)(sizeof points / sizeof *points); i++) {
        pthread_t thread;
        void *result;
        pthread_create(&thread, NULL, calls, (void *)i);
        sched_yield();
        pthread_cancel(thread);
        pthread_join(thread, &result);
        assert(result == PTHREAD_CANCELED);
    }
    return 0;
}
