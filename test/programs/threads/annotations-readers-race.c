// expect: race; races-on: shared
// Read locks of an annotated lock don't order their holders, nor do its neighbours in memory.
#include <pthread.h>

void __tsan_testonly_barrier_init(void *barrier, unsigned count);
void __tsan_testonly_barrier_wait(void *barrier);
void AnnotateRWLockAcquired(const char *, int, void *, long);
void AnnotateRWLockReleased(const char *, int, void *, long);

static __int128 barrier;
static char locks[2];
static int shared;

static void increment(void) {
    AnnotateRWLockAcquired(__FILE__, __LINE__, &locks[0], 0);
    shared++;
    AnnotateRWLockReleased(__FILE__, __LINE__, &locks[0], 0);
}

static void *body(void *argument) {
    increment();
    AnnotateRWLockAcquired(__FILE__, __LINE__, &locks[1], 1);
    AnnotateRWLockReleased(__FILE__, __LINE__, &locks[1], 1);
    __tsan_testonly_barrier_wait(&barrier);
    return argument;
}

int main(void) {
    pthread_t thread;
    __tsan_testonly_barrier_init(&barrier, 2);
    pthread_create(&thread, NULL, body, NULL);
    __tsan_testonly_barrier_wait(&barrier);
    increment();
    pthread_join(thread, NULL);
    return 0;
}
