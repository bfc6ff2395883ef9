// expect: deadlock
// Two mutexes in two orders, held by a barrier at the worst moment.
#include <pthread.h>

void __tsan_testonly_barrier_init(void *barrier, unsigned count);
void __tsan_testonly_barrier_wait(void *barrier);

static __int128 barrier;
static pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER, second = PTHREAD_MUTEX_INITIALIZER;

static void *body(void *argument) {
    pthread_mutex_lock(&second);
    __tsan_testonly_barrier_wait(&barrier);
    pthread_mutex_lock(&first);
    return argument;
}

int main(void) {
    pthread_t thread;
    __tsan_testonly_barrier_init(&barrier, 2);
    pthread_create(&thread, NULL, body, NULL);
    pthread_mutex_lock(&first);
    __tsan_testonly_barrier_wait(&barrier);
    pthread_mutex_lock(&second);
    return 0;
}
