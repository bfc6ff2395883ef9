// expect: race; races-on: shared, destroyed
//
// sanitizer/tsan_interface.h: a switch with flag 1 establishes no happens-before, nor does the end
// of a fiber.

#include <stddef.h>

void *__tsan_get_current_fiber(void);
void *__tsan_create_fiber(unsigned flags);
void __tsan_destroy_fiber(void *fiber);
void __tsan_switch_to_fiber(void *fiber, unsigned flags);
void __tsan_set_fiber_name(void *fiber, const char *name);

enum { NO_SYNC = 1 };

static int shared;
static int destroyed;
static int before;

int main(void) {
    void *self = __tsan_get_current_fiber();
    before = 1;
    void *fiber = __tsan_create_fiber(0);
    __tsan_set_fiber_name(fiber, "fiber");
    __tsan_switch_to_fiber(fiber, NO_SYNC);
    // Its creation comes before all that it does.
    before++;
    shared = 1;
    __tsan_switch_to_fiber(self, NO_SYNC);
    shared = 2;
    __tsan_switch_to_fiber(fiber, NO_SYNC);
    destroyed = 1;
    __tsan_switch_to_fiber(self, NO_SYNC);
    __tsan_destroy_fiber(fiber);
    destroyed = 2;
    return 0;
}
