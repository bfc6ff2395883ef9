// expect: clean
//
// Threads that nobody joins: a leak, but one that many programs leave to the end of the process.

#include <pthread.h>
#include <stddef.h>

static void *body(void *unused) { return unused; }

int main(void) {
    for (int i = 0; i < 3; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, body, NULL);
    }
    return 0;
}
