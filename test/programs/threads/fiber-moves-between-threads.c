// expect: clean
//
// A fiber that one thread runs after the other goes on where it was: nothing else orders what it
// does on the first with what it does on the second.

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>

void *__tsan_get_current_fiber(void);
void *__tsan_create_fiber(unsigned flags);
void __tsan_switch_to_fiber(void *fiber, unsigned flags);

enum { NO_SYNC = 1 };

static void *fiber;
static atomic_int turn;
static int of_fiber;

static void *body(void *mine) {
    while (atomic_load_explicit(&turn, memory_order_relaxed) != *(int *)mine) sched_yield();
    void *self = __tsan_get_current_fiber();
    __tsan_switch_to_fiber(fiber, NO_SYNC);
    of_fiber++;
    __tsan_switch_to_fiber(self, NO_SYNC);
    atomic_fetch_add_explicit(&turn, 1, memory_order_relaxed);
    return NULL;
}

int main(void) {
    static int turns[] = {0, 1};
    pthread_t threads[2];
    fiber = __tsan_create_fiber(0);
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, body, &turns[i]);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    return 0;
}
