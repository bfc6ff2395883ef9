// Linked right after the user's objects: functions below antecede_boundary are the user's, the rest
// is the runtime, which runs as one step. The loop counter of src/toolchain/prepare.ts lives here.

#include "runtime.h"

enum { TICKS_A_BATCH = 1000 };

__attribute__((import_module("antecede"), import_name("stepMany"))) void antecede_count(int32_t ticks);

__asm__(".globaltype antecede_ticks, i32\n"
        ".globl antecede_ticks\n"
        "antecede_ticks:\n");

void antecede_boundary(void) {}

// A loop of the user's has counted down to 0.
void antecede_tick(void) {
    __asm__ volatile("i32.const 1000\n"
                     "global.set antecede_ticks\n");
    antecede_count(TICKS_A_BATCH);
}
