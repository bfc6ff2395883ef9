// expect: race; races-on: shared; stdout: "No such file or directory\n"; tsan: silent
// Under _GNU_SOURCE strerror_r is glibc's: it returns the message, which it may put into the array.
// For errors that it knows glibc doesn't, but no program is told so.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static char shared[64];

static void *asks(void *result) {
    *(char **)result = strerror_r(EACCES, shared, sizeof shared);
    return NULL;
}

int main(void) {
    char own[64];
    char *message = strerror_r(ENOENT, own, sizeof own);
    puts(message);
    pthread_t threads[2];
    char *results[2];
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, asks, &results[i]);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    return strcmp(results[0], results[1]) != 0;
}
