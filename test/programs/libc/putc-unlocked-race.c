// expect: race; races-on: heap; tsan: any
// putc_unlocked takes no lock: who calls it holds the stream's, by flockfile (POSIX.1-2017,
// getc_unlocked). gcc's ThreadSanitizer doesn't look into libc.
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>

static void *prints(void *file) {
    putc_unlocked('x', file);
    return NULL;
}

int main(void) {
    pthread_t thread;
    FILE *file = tmpfile();
    pthread_create(&thread, NULL, prints, file);
    putc_unlocked('y', file);
    pthread_join(thread, NULL);
    return fclose(file);
}
