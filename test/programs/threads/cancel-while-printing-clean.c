// expect: clean
// A thread that does nothing but print can be cancelled: POSIX.1-2017, 2.9.5.2 lets the functions of
// streams be cancellation points, and where they write at once they are.
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

static FILE *file;

static void *prints(void *unused) {
    for (;;) fprintf(file, "on and on\n");
    return unused;
}

int main(void) {
    void *result;
    pthread_t thread;
    file = fopen("/dev/null", "w");
    setvbuf(file, NULL, _IONBF, 0);
    pthread_create(&thread, NULL, prints, NULL);
    pthread_cancel(thread);
    pthread_join(thread, &result);
    assert(result == PTHREAD_CANCELED);
    return fclose(file);
}
