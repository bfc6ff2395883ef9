// expect: race; races-on: shared
// A trywait that fails, and sem_getvalue, order nothing.
#include <pthread.h>
#include <semaphore.h>

void __tsan_testonly_barrier_init(void *barrier, unsigned count);
void __tsan_testonly_barrier_wait(void *barrier);

static __int128 barrier;
static sem_t semaphore;
static int shared;

static void *body(void *argument) {
    shared = 1;
    sem_post(&semaphore);
    sem_wait(&semaphore);
    __tsan_testonly_barrier_wait(&barrier);
    return argument;
}

int main(void) {
    pthread_t thread;
    int value;
    __tsan_testonly_barrier_init(&barrier, 2);
    sem_init(&semaphore, 0, 0);
    pthread_create(&thread, NULL, body, NULL);
    __tsan_testonly_barrier_wait(&barrier);
    int failed = sem_trywait(&semaphore);
    sem_getvalue(&semaphore, &value);
    shared = 2;
    pthread_join(thread, NULL);
    return !failed || value;
}
