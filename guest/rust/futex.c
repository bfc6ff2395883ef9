// What Rust's standard library waits with: its wasm intrinsics memory.atomic.wait32 and notify, as
// src/toolchain/rust/standard-sources.ts renames them. As in std::atomic::wait of C++ there is no
// happens-before here, only sleep: std reads and writes the word itself, with its own orders.

#include "runtime.h"

int32_t antecede_futex_wait(uint32_t *word, uint32_t expected, int64_t timeout_ns) {
    return antecede_wait(word, expected, timeout_ns, ANTECEDE_WAIT_FUTEX, word);
}

int32_t antecede_futex_wait64(uint64_t *word, uint64_t expected, int64_t timeout_ns) {
    (void)word, (void)expected, (void)timeout_ns;
    antecede_unsupported("memory_atomic_wait64");
}

int32_t antecede_futex_wake(uint32_t *word, int32_t count) {
    int32_t woken = antecede_wake(word, count);
    antecede_point();
    return woken;
}
