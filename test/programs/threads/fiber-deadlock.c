// expect: deadlock; kinds: double-lock
//
// What a fiber waits for, the thread that runs it waits for; what it holds, that thread holds.

#include <pthread.h>

void *__tsan_create_fiber(unsigned flags);
void __tsan_switch_to_fiber(void *fiber, unsigned flags);

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

int main(void) {
    __tsan_switch_to_fiber(__tsan_create_fiber(0), 0);
    pthread_mutex_lock(&mutex);
    pthread_mutex_lock(&mutex);
    return 0;
}
