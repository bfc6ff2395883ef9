// expect: finding; kinds: detach-of-invalid-thread
//
// A thread that was joined is gone.

#include <pthread.h>
#include <stddef.h>

static void *body(void *unused) { return unused; }

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    pthread_join(thread, NULL);
    pthread_detach(thread);
    return 0;
}
