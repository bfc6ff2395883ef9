// expect: finding; kinds: join-of-invalid-thread
//
// A detached thread can't be joined.

#include <pthread.h>
#include <stddef.h>

static void *body(void *unused) { return unused; }

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    pthread_detach(thread);
    pthread_join(thread, NULL);
    return 0;
}
