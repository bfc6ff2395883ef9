// expect: race; races-on: shared
// Readers are not ordered with each other, whoever comes first: one of these writes.
#include <pthread.h>

void __tsan_testonly_barrier_init(void *barrier, unsigned count);
void __tsan_testonly_barrier_wait(void *barrier);

static __int128 barrier;
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int shared;

static void *body(void *argument) {
    pthread_rwlock_rdlock(&lock);
    shared++;
    pthread_rwlock_unlock(&lock);
    __tsan_testonly_barrier_wait(&barrier);
    return argument;
}

int main(void) {
    pthread_t thread;
    __tsan_testonly_barrier_init(&barrier, 2);
    pthread_create(&thread, NULL, body, NULL);
    __tsan_testonly_barrier_wait(&barrier);
    pthread_rwlock_rdlock(&lock);
    shared++;
    pthread_rwlock_unlock(&lock);
    pthread_join(thread, NULL);
    return 0;
}
