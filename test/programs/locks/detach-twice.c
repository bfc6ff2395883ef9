// expect: finding; kinds: detach-of-invalid-thread
//
// POSIX, pthread_detach: undefined unless the thread is joinable.

#include <pthread.h>
#include <stddef.h>

static void *body(void *unused) { return unused; }

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    pthread_detach(thread);
    pthread_detach(thread);
    return 0;
}
