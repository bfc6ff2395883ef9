// expect: race; races-on: object
// An atomic object of twelve bytes against a plain write to its last one.
#include <pthread.h>
#include <stdatomic.h>

void __tsan_testonly_barrier_init(void *barrier, unsigned count);
void __tsan_testonly_barrier_wait(void *barrier);

struct twelve { char bytes[12]; };

static __int128 barrier;
static _Atomic struct twelve object;

static void *body(void *argument) {
    struct twelve value = {{0}};
    atomic_store(&object, value);
    __tsan_testonly_barrier_wait(&barrier);
    return argument;
}

int main(void) {
    pthread_t thread;
    __tsan_testonly_barrier_init(&barrier, 2);
    pthread_create(&thread, NULL, body, NULL);
    __tsan_testonly_barrier_wait(&barrier);
    ((char *)&object)[11] = 1;
    pthread_join(thread, NULL);
    return 0;
}
