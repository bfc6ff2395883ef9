// Initialization of function-local statics (Itanium C++ ABI 3.3.3, with the 32-bit guard of ARM and
// WebAssembly). Compiled code looks at the first byte with an acquire load before it calls.
//
//   byte 0: 1 once the object is initialized     byte 1: 1 while a thread initializes it

#include "cxx/guest.h"

extern "C" {

struct deadline;
int32_t antecede_block(uint32_t *word, uint32_t *waiters, const struct deadline *deadline,
                       int32_t kind, const void *object);
void __tsan_atomic8_store(volatile uint8_t *p, uint8_t value, antecede_order order);

static uint8_t *bytes_of(uint32_t *guard) { return reinterpret_cast<uint8_t *>(guard); }

// Not an older value, as a plain load might yield: the object would be initialized twice.
static bool is_initialized(uint8_t *byte) {
    constexpr int32_t NEWEST = 0;
    return antecede_atomic_load_at(byte, 1, ANTECEDE_ACQUIRE, *byte, NEWEST) != 0;
}

// Returns 1 if the caller is to initialize the object.
int __cxa_guard_acquire(uint32_t *guard) {
    uint8_t *bytes = bytes_of(guard);
    while (!is_initialized(bytes)) {
        // Since the load another thread may have come first.
        if (bytes[0]) continue;
        if (!bytes[1]) {
            bytes[1] = 1;
            // An attempt since the load may have thrown: this one is ordered after it.
            is_initialized(bytes);
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
