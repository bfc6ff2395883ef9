// expect: race; races-on: shared
// Sleeping long enough is no synchronization.
#include <pthread.h>
#include <unistd.h>

static int shared;

static void *body(void *argument) {
    sleep(1);
    shared++;
    return argument;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    shared++;
    sleep(1000);
    int seen = shared;
    pthread_join(thread, NULL);
    return seen != 2;
}
