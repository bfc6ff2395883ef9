// expect: clean
//
// A thread that ends while it runs as a fiber leaves the fiber to others.

#include <pthread.h>
#include <stddef.h>

void *__tsan_get_current_fiber(void);
void *__tsan_create_fiber(unsigned flags);
void __tsan_switch_to_fiber(void *fiber, unsigned flags);

static int shared;

static void *body(void *fiber) {
    shared++;
    __tsan_switch_to_fiber(fiber, 0);
    shared++;
    return NULL;
}

int main(void) {
    for (int i = 0; i < 100; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, body, __tsan_create_fiber(0));
        pthread_join(thread, NULL);
    }
    return 0;
}
