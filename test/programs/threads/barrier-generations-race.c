// expect: race; races-on: shared
// Leaving a generation isn't ordered after arrivals at the next: main writes after the first
// meeting what the other thread writes between the first and the second.
#include <pthread.h>

void __tsan_testonly_barrier_init(void *barrier, unsigned count);
void __tsan_testonly_barrier_wait(void *barrier);

static __int128 invisible;
static pthread_barrier_t barrier;
static int shared;

static void *helper(void *argument) {
    pthread_barrier_wait(&barrier);
    return argument;
}

static void *body(void *argument) {
    pthread_barrier_wait(&barrier);
    shared = 1;
    // The third thread completes the second generation, of which main is no part.
    pthread_barrier_wait(&barrier);
    __tsan_testonly_barrier_wait(&invisible);
    return argument;
}

int main(void) {
    pthread_t thread, third;
    __tsan_testonly_barrier_init(&invisible, 2);
    pthread_barrier_init(&barrier, NULL, 2);
    pthread_create(&thread, NULL, body, NULL);
    pthread_barrier_wait(&barrier);
    pthread_create(&third, NULL, helper, NULL);
    __tsan_testonly_barrier_wait(&invisible);
    shared = 2;
    pthread_join(thread, NULL);
    pthread_join(third, NULL);
    return 0;
}
