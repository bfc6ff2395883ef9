// ThreadSanitizer's fibers: threads of its own making, between which a program switches on one
// thread. For the detector each is a thread: what it does after a switch is the fiber's, and is
// ordered with what others do by the switches that synchronize, and by nothing else. For POSIX (who
// owns a mutex, whose thread-local data it is) it is the thread that runs it.

#include "thread.h"

struct fiber {
    uint32_t key;       // a switch releases to it and acquires from it
    int32_t number;     // the detector's
    int32_t running_on; // number of the thread that runs it, or NOBODY
};

enum { NO_SYNC = 1 << 0, NOBODY = -1 };

// The thread itself is one too. Known once the thread has asked for it.
static _Thread_local struct fiber own;
static _Thread_local struct fiber *running;

static struct fiber *running_fiber(void) {
    if (running) return running;
    own = (struct fiber){.number = antecede_self->number, .running_on = antecede_self->number};
    antecede_sync_forget(&own.key, sizeof own.key);
    return running = &own;
}

void *__tsan_get_current_fiber(void) { return running_fiber(); }

void *__tsan_create_fiber(unsigned flags) {
    (void)flags; // there are none
    struct fiber *fiber = antecede_private_allocate(sizeof *fiber);
    int32_t number = fiber ? antecede_fiber_start() : -1;
    if (number < 0) antecede_unsupported("more fibers than there is room for");
    *fiber = (struct fiber){.number = number, .running_on = NOBODY};
    antecede_sync_forget(&fiber->key, sizeof fiber->key);
    return fiber;
}

// As in ThreadSanitizer, nobody joins it: its end orders nothing.
void __tsan_destroy_fiber(void *object) {
    struct fiber *fiber = object;
    if (fiber->running_on != NOBODY) {
        antecede_unsupported("__tsan_destroy_fiber of a fiber that runs");
    }
    antecede_fiber_end(fiber->number);
    antecede_private_free(fiber);
}

void __tsan_switch_to_fiber(void *object, unsigned flags) {
    struct fiber *from = running_fiber();
    struct fiber *to = object;
    if (from == to) return;
    if (to->running_on != NOBODY) {
        antecede_unsupported("__tsan_switch_to_fiber to a fiber that another thread runs");
    }
    if (!(flags & NO_SYNC)) antecede_release_merge(&to->key);
    from->running_on = NOBODY;
    to->running_on = antecede_self->number;
    running = to;
    antecede_fiber_select(to->number);
    if (!(flags & NO_SYNC)) antecede_acquire(&to->key);
}

void antecede_leave_fiber(void) {
    if (running && running != &own) __tsan_switch_to_fiber(&own, 0);
}

void __tsan_set_fiber_name(void *object, const char *name) {
    antecede_thread_name(((const struct fiber *)object)->number, name);
}
