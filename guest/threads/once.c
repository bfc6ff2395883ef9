// pthread_once and C11's call_once. The end of the routine is a release, each return from a call
// an acquire. If the routine is cancelled, POSIX has the object be as if never used.

#include "thread.h"
#include <threads.h>

enum { FRESH = 0, RUNNING = 1, COMPLETE = 2 };

_Static_assert(sizeof(pthread_once_t) == sizeof(uint32_t), "one word");
_Static_assert(sizeof(once_flag) == sizeof(uint32_t), "one word");

static void finish(uint32_t *state, uint32_t result) {
    *state = result;
    antecede_wake(state, -1);
}

static void give_back(void *state) { finish(state, FRESH); }

static void run(uint32_t *state, void (*routine)(void)) {
    *state = RUNNING;
    pthread_cleanup_push(give_back, state);
    antecede_call_as_declared((void *)routine, NULL);
    pthread_cleanup_pop(0);
    antecede_release_store(state);
    finish(state, COMPLETE);
}

static void once(uint32_t *state, void (*routine)(void)) {
    while (*state == RUNNING) antecede_block(state, NULL, NULL, ANTECEDE_WAIT_ONCE, state);
    if (*state == COMPLETE) antecede_acquire(state);
    else run(state, routine);
    antecede_point();
}

REPLACEMENT int pthread_once(pthread_once_t *object, void (*routine)(void)) {
    once((uint32_t *)object, routine);
    return 0;
}

REPLACEMENT void call_once(once_flag *object, void (*routine)(void)) {
    once((uint32_t *)object, routine);
}
