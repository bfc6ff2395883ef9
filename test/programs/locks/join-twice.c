// expect: finding; kinds: join-of-invalid-thread
//
// POSIX, pthread_join: undefined unless the thread is joinable.

#include <pthread.h>
#include <stddef.h>

static void *body(void *unused) { return unused; }

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    pthread_join(thread, NULL);
    pthread_join(thread, NULL);
    return 0;
}
