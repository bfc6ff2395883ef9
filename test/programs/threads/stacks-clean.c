// expect: clean
// Stacks hold what Linux's hold, and a new thread's looks untouched, whoever had it before.
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <string.h>

static sem_t written;

static int deep(int levels) {
    volatile char frame[1 << 10];
    frame[levels & 1023] = 1;
    return levels ? deep(levels - 1) + frame[levels & 1023] : 0;
}

static void *large(void *argument) {
    char frame[7 << 20];
    for (unsigned long at = 0; at < sizeof frame; at += 1 << 16) frame[at] = 1;
    assert(frame[5 << 16] == 1);
    assert(deep(500) == 500);
    return argument;
}

static void *writes(void *argument) {
    volatile int frame[1000];
    for (int i = 0; i < 1000; i++) frame[i] = i;
    sem_post(&written);
    for (int i = 0; i < 1000; i++) frame[i] = -i;
    return argument;
}

int main(void) {
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_create(&thread, NULL, large, NULL);
    pthread_join(thread, NULL);
    sem_init(&written, 0, 0);
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    // More than fit into memory: stacks must be used again, without a join.
    pthread_attr_setstacksize(&attributes, 64 << 20);
    for (int i = 0; i < 40; i++) {
        assert(pthread_create(&thread, &attributes, writes, NULL) == 0);
        sem_wait(&written);
        while (pthread_kill(thread, 0) == 0) sched_yield();
    }
    return 0;
}
