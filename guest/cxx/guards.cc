// Initialization of function-local statics (Itanium C++ ABI 3.3.3, with the 32-bit guard of ARM and
// WebAssembly). Compiled code looks at the first byte with an acquire load before it calls.
//
//   byte 0: 1 once the object is initialized     byte 1: 1 while a thread initializes it

#include "cxx/guest.h"

extern "C" {

struct deadline;
int32_t antecede_block(uint32_t *word, uint32_t *waiters, const struct deadline *deadline,
                       int32_t kind, const void *object);
uint8_t __tsan_atomic8_load(const volatile uint8_t *p, antecede_order order);
void __tsan_atomic8_store(volatile uint8_t *p, uint8_t value, antecede_order order);

static uint8_t *bytes_of(uint32_t *guard) { return reinterpret_cast<uint8_t *>(guard); }

// Returns 1 if the caller is to initialize the object.
int __cxa_guard_acquire(uint32_t *guard) {
    uint8_t *bytes = bytes_of(guard);
    while (!__tsan_atomic8_load(bytes, ANTECEDE_ACQUIRE)) {
        if (!bytes[1]) {
            bytes[1] = 1;
            return 1;
        }
        antecede_block(guard, nullptr, nullptr, ANTECEDE_WAIT_ONCE, guard);
    }
    return 0;
}

void __cxa_guard_release(uint32_t *guard) {
    bytes_of(guard)[1] = 0;
    __tsan_atomic8_store(bytes_of(guard), 1, ANTECEDE_RELEASE);
    antecede_wake(guard, -1);
}

// The initialization threw: the next caller tries again, ordered after this one.
void __cxa_guard_abort(uint32_t *guard) {
    bytes_of(guard)[1] = 0;
    __tsan_atomic8_store(bytes_of(guard), 0, ANTECEDE_RELEASE);
    antecede_wake(guard, -1);
}

} // extern "C"
