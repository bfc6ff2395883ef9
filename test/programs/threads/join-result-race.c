// expect: race; races-on: result
// pthread_join writes its caller's variable, which another thread reads.
#include <pthread.h>

void __tsan_testonly_barrier_init(void *barrier, unsigned count);
void __tsan_testonly_barrier_wait(void *barrier);

static __int128 barrier;
static void *volatile result;

static void *body(void *argument) { return argument; }

static void *reads(void *argument) {
    __tsan_testonly_barrier_wait(&barrier);
    return result ? argument : NULL;
}

int main(void) {
    pthread_t thread, reader;
    __tsan_testonly_barrier_init(&barrier, 2);
    pthread_create(&thread, NULL, body, &thread);
    pthread_create(&reader, NULL, reads, NULL);
    pthread_join(thread, (void **)&result);
    __tsan_testonly_barrier_wait(&barrier);
    pthread_join(reader, NULL);
    return 0;
}
