// expect: clean; stdout: "3000\n"
//
// Switches between fibers order what they do. What a function of one leaves on the stack is not
// seen by the next one's: natively each has its own.

#include <stdio.h>

void *__tsan_get_current_fiber(void);
void *__tsan_create_fiber(unsigned flags);
void __tsan_destroy_fiber(void *fiber);
void __tsan_switch_to_fiber(void *fiber, unsigned flags);

enum { NO_SYNC = 1, FIBERS = 10, ROUNDS = 300 };

static int shared;

static __attribute__((noinline)) void keep(volatile int *p) { *p = 1; }

static __attribute__((noinline)) void work(void) {
    volatile int own;
    keep(&own);
    shared++;
}

static __attribute__((noinline)) void use_stack(void) {
    volatile int own[64];
    for (int i = 0; i < 64; i++) keep(&own[i]);
}

int main(void) {
    void *self = __tsan_get_current_fiber();
    void *fibers[FIBERS];
    for (int i = 0; i < FIBERS; i++) fibers[i] = __tsan_create_fiber(0);
    for (int i = 0; i < FIBERS * ROUNDS; i++) {
        __tsan_switch_to_fiber(fibers[i % FIBERS], 0);
        work();
        __tsan_switch_to_fiber(self, 0);
    }
    for (int i = 0; i < FIBERS; i++) {
        __tsan_switch_to_fiber(fibers[i], NO_SYNC);
        use_stack();
        __tsan_switch_to_fiber(self, NO_SYNC);
    }
    for (int i = 0; i < FIBERS; i++) __tsan_destroy_fiber(fibers[i]);
    printf("%d\n", shared);
    return 0;
}
