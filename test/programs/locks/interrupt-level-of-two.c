// expect: clean
//
// Two threads are at one interrupt level at once: each gives back what it took, and holds nothing.

#include <antecede.h>
#include <pthread.h>
#include <stddef.h>

void __tsan_check_no_mutexes_held(void);

static pthread_barrier_t barrier;

static void *body(void *unused) {
    ANTECEDE_INTERRUPT_LEVEL(2);
    pthread_barrier_wait(&barrier);
    ANTECEDE_INTERRUPT_LEVEL(0);
    __tsan_check_no_mutexes_held();
    pthread_barrier_wait(&barrier);
    return unused;
}

int main(void) {
    pthread_t thread;
    pthread_barrier_init(&barrier, NULL, 2);
    pthread_create(&thread, NULL, body, NULL);
    ANTECEDE_INTERRUPT_LEVEL(2);
    pthread_barrier_wait(&barrier);
    pthread_barrier_wait(&barrier);
    ANTECEDE_INTERRUPT_LEVEL(0);
    __tsan_check_no_mutexes_held();
    pthread_join(thread, NULL);
    return 0;
}
