// The slow path of std::call_once; the fast one, in the header, is an acquire load of the state.
// An exception leaves the flag as it was. [thread.once.callonce]

#include "cxx/guest.h"
#include <mutex>

namespace std {
inline namespace __2 {

static constexpr unsigned long UNSET = 0, PENDING = 1, COMPLETE = ~0ul;

static void finish(volatile unsigned long &state, unsigned long result) {
    __atomic_store_n(&state, result, __ATOMIC_RELEASE);
    antecede_wake(reinterpret_cast<uint32_t *>(const_cast<unsigned long *>(&state)), -1);
}

void __call_once(volatile unsigned long &state, void *argument, void (*function)(void *)) {
    auto *word = reinterpret_cast<uint32_t *>(const_cast<unsigned long *>(&state));
    for (;;) {
        unsigned long seen = UNSET;
        if (__atomic_compare_exchange_n(&state, &seen, PENDING, false, __ATOMIC_ACQUIRE,
                                        __ATOMIC_ACQUIRE)) {
            break;
        }
        if (seen == COMPLETE) return;
        antecede_wait(word, PENDING, -1, ANTECEDE_WAIT_ONCE, word);
    }
    try {
        function(argument);
    } catch (...) {
        finish(state, UNSET);
        throw;
    }
    finish(state, COMPLETE);
}

} // namespace __2
} // namespace std
