// expect: clean; options: --no-misuse
// A thread that joins itself gets EDEADLK at once; a longer circle really deadlocks, as with glibc.
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static void *body(void *unused) {
    assert(pthread_join(pthread_self(), NULL) == EDEADLK);
    return unused;
}

int main(void) {
    pthread_t thread;
    assert(pthread_join(pthread_self(), NULL) == EDEADLK);
    assert(pthread_create(&thread, NULL, body, NULL) == 0);
    assert(pthread_join(thread, NULL) == 0);
    return 0;
}
