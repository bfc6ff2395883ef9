// expect: clean; stdout: "1300 alive, 600 in a row\n"
// Many threads at once, and many one after another on the same memory, joined and detached.
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { ALIVE = 1300, IN_A_ROW = 600 };

static pthread_t threads[ALIVE];
static sem_t go, ended;
static _Thread_local int own = 5;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int sum;

static void *waits(void *argument) {
    volatile char frame[1000];
    frame[0] = 1;
    assert(own == 5);
    own = frame[0];
    sem_wait(&go);
    pthread_mutex_lock(&lock);
    sum += own;
    pthread_mutex_unlock(&lock);
    return argument;
}

// Writes to the same addresses as the threads before it, which nothing orders before it.
static void *detached(void *argument) {
    volatile int frame[64];
    for (int i = 0; i < 64; i++) frame[i] = i;
    own++;
    assert(own == 6);
    sem_post(&ended);
    return argument;
}

int main(void) {
    pthread_t thread;
    sem_init(&go, 0, 0);
    sem_init(&ended, 0, 0);
    for (int i = 0; i < ALIVE; i++) assert(pthread_create(&threads[i], NULL, waits, NULL) == 0);
    for (int i = 0; i < ALIVE; i++) sem_post(&go);
    for (int i = 0; i < ALIVE; i++) assert(pthread_join(threads[i], NULL) == 0);
    assert(sum == ALIVE);
    for (int i = 0; i < IN_A_ROW; i++) {
        assert(pthread_create(&thread, NULL, detached, NULL) == 0);
        assert(pthread_detach(thread) == 0);
        if (i % 8 == 7) {
            for (int j = 0; j < 8; j++) sem_wait(&ended);
        }
    }
    printf("%d alive, %d in a row\n", ALIVE, IN_A_ROW);
    return 0;
}
