// expect: deadlock
// A signal that nobody waits for is lost: the test of the flag is missing.
#include <pthread.h>

void __tsan_testonly_barrier_init(void *barrier, unsigned count);
void __tsan_testonly_barrier_wait(void *barrier);

static __int128 barrier;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;

static void *body(void *argument) {
    pthread_mutex_lock(&mutex);
    pthread_cond_signal(&condition);
    pthread_mutex_unlock(&mutex);
    __tsan_testonly_barrier_wait(&barrier);
    return argument;
}

int main(void) {
    pthread_t thread;
    __tsan_testonly_barrier_init(&barrier, 2);
    pthread_create(&thread, NULL, body, NULL);
    __tsan_testonly_barrier_wait(&barrier);
    pthread_mutex_lock(&mutex);
    for (;;) pthread_cond_wait(&condition, &mutex);
}
