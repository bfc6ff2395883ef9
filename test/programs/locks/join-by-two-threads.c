// expect: finding; kinds: join-of-invalid-thread
//
// POSIX, pthread_join: undefined if two threads join the same one at a time.

#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

static void *body(void *unused) {
    sleep(1);
    return unused;
}

static void *joins(void *target) {
    pthread_join(*(pthread_t *)target, NULL);
    return NULL;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    pthread_t second;
    pthread_create(&second, NULL, joins, &thread);
    pthread_join(thread, NULL);
    pthread_join(second, NULL);
    return 0;
}
