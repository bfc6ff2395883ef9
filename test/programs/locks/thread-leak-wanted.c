// expect: finding; kinds: thread-leak; options: --report-thread-leaks
//
// As thread-leak.c: leaks are findings if they are asked for.

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
