// expect: finding; kinds: destroy-of-semaphore-in-use
//
// POSIX, sem_destroy: undefined while threads are blocked.

#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>
#include <unistd.h>

static sem_t units;

static void *body(void *unused) {
    sem_wait(&units);
    return unused;
}

int main(void) {
    sem_init(&units, 0, 0);
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    sleep(1);
    sem_destroy(&units);
    sem_post(&units);
    pthread_join(thread, NULL);
    return 0;
}
