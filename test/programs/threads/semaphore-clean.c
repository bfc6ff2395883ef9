// expect: clean; options: --no-misuse
// Unnamed semaphores: counting, error numbers, time, and what a post orders.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

enum { THREADS = 4, ITEMS = 25 };

static sem_t items, places, mutex;
static int queue[3], used, shared;
static long sum;

static void *produce(void *argument) {
    for (int i = 1; i <= ITEMS; i++) {
        sem_wait(&places);
        sem_wait(&mutex);
        queue[used++] = i;
        sem_post(&mutex);
        sem_post(&items);
    }
    return argument;
}

static void *consume(void *argument) {
    for (int i = 1; i <= ITEMS; i++) {
        sem_wait(&items);
        sem_wait(&mutex);
        sum += queue[--used];
        sem_post(&mutex);
        sem_post(&places);
    }
    return argument;
}

static void fails(int result, int error) { assert(result == -1 && errno == error); }

static void errors(void) {
    sem_t semaphore;
    struct timespec past = {1, 0}, wrong = {1, 1000000000}, at;
    int value;
    fails(sem_init(&semaphore, 0, SEM_VALUE_MAX + 1u), EINVAL);
    assert(sem_init(&semaphore, 0, SEM_VALUE_MAX) == 0);
    fails(sem_post(&semaphore), EOVERFLOW);
    assert(sem_destroy(&semaphore) == 0);
    assert(sem_init(&semaphore, 0, 2) == 0);
    assert(sem_getvalue(&semaphore, &value) == 0 && value == 2);
    assert(sem_trywait(&semaphore) == 0 && sem_timedwait(&semaphore, &wrong) == 0);
    assert(sem_getvalue(&semaphore, &value) == 0 && value == 0);
    fails(sem_trywait(&semaphore), EAGAIN);
    fails(sem_timedwait(&semaphore, &wrong), EINVAL);
    fails(sem_timedwait(&semaphore, &past), ETIMEDOUT);
    fails(sem_clockwait(&semaphore, 66, &past), EINVAL);
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += 5;
    fails(sem_clockwait(&semaphore, CLOCK_MONOTONIC, &at), ETIMEDOUT);
    assert(sem_destroy(&semaphore) == 0);
}

static void *posts(void *argument) {
    shared = 1;
    sem_post(argument);
    return NULL;
}

static void waited_for(void) {
    pthread_t thread;
    sem_t semaphore;
    struct timespec at;
    sem_init(&semaphore, 1, 0);
    clock_gettime(CLOCK_REALTIME, &at);
    at.tv_sec += 1000;
    pthread_create(&thread, NULL, posts, &semaphore);
    assert(sem_timedwait(&semaphore, &at) == 0);
    assert(shared == 1);
    sem_destroy(&semaphore); // right after the wait: the poster is done with it
    pthread_join(thread, NULL);
}

int main(void) {
    pthread_t threads[2 * THREADS];
    sem_init(&items, 0, 0);
    sem_init(&places, 0, 3);
    sem_init(&mutex, 0, 1);
    for (int i = 0; i < 2 * THREADS; i++) {
        pthread_create(&threads[i], NULL, i % 2 ? produce : consume, NULL);
    }
    for (int i = 0; i < 2 * THREADS; i++) pthread_join(threads[i], NULL);
    assert(sum == THREADS * ITEMS * (ITEMS + 1) / 2);
    errors();
    waited_for();
    return 0;
}
