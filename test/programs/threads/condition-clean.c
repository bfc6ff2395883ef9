// expect: clean
// A bounded queue: two condition variables, several producers and consumers.
#include <assert.h>
#include <pthread.h>

enum { PRODUCERS = 3, CONSUMERS = 3, ITEMS = 40, CAPACITY = 4 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_empty = PTHREAD_COND_INITIALIZER, not_full = PTHREAD_COND_INITIALIZER;
static int queue[CAPACITY], used, taken;
static long long sum;

static void *produce(void *argument) {
    for (int i = 1; i <= ITEMS; i++) {
        pthread_mutex_lock(&mutex);
        while (used == CAPACITY) assert(pthread_cond_wait(&not_full, &mutex) == 0);
        queue[used++] = i;
        assert(pthread_cond_signal(&not_empty) == 0);
        pthread_mutex_unlock(&mutex);
    }
    return argument;
}

static void *consume(void *argument) {
    for (;;) {
        pthread_mutex_lock(&mutex);
        while (!used && taken < PRODUCERS * ITEMS) pthread_cond_wait(&not_empty, &mutex);
        if (!used) break;
        sum += queue[--used];
        if (++taken == PRODUCERS * ITEMS) pthread_cond_broadcast(&not_empty);
        pthread_cond_signal(&not_full);
        pthread_mutex_unlock(&mutex);
    }
    pthread_mutex_unlock(&mutex);
    return argument;
}

int main(void) {
    pthread_t threads[PRODUCERS + CONSUMERS];
    for (int i = 0; i < PRODUCERS; i++) pthread_create(&threads[i], NULL, produce, NULL);
    for (int i = PRODUCERS; i < PRODUCERS + CONSUMERS; i++) {
        pthread_create(&threads[i], NULL, consume, NULL);
    }
    for (int i = 0; i < PRODUCERS + CONSUMERS; i++) pthread_join(threads[i], NULL);
    assert(sum == PRODUCERS * ITEMS * (ITEMS + 1) / 2);
    assert(pthread_cond_destroy(&not_empty) == 0 && pthread_cond_destroy(&not_full) == 0);
    return 0;
}
