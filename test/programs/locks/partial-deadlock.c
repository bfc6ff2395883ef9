// expect: deadlock; stdout: "main is done\n"
//
// Two threads wait for each other for ever; main goes on, and returns.

#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t both_hold;

static void *forward(void *unused) {
    pthread_mutex_lock(&a);
    pthread_barrier_wait(&both_hold);
    pthread_mutex_lock(&b);
    return unused;
}

static void *backward(void *unused) {
    pthread_mutex_lock(&b);
    pthread_barrier_wait(&both_hold);
    pthread_mutex_lock(&a);
    return unused;
}

int main(void) {
    pthread_t threads[2];
    pthread_barrier_init(&both_hold, NULL, 2);
    pthread_create(&threads[0], NULL, forward, NULL);
    pthread_create(&threads[1], NULL, backward, NULL);
    sleep(1);
    puts("main is done");
    return 0;
}
