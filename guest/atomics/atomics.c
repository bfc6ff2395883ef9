// What LLVM's ThreadSanitizer pass makes of atomic operations, one macro an operation.
//
// Memory always holds the newest value in modification order; the engine is told after it changed.
// Only a load may return an older value, which the engine chooses. A compare_exchange that fails is
// a load with the failure order (C++20 [atomics.types.operations]/21), and so may read an older one
// too, unless it is the expected one. A weak one may fail with that as well (weak.h).

#include "atomics/weak.h"
#include "runtime.h"
#include <stdbool.h>

typedef enum antecede_order order_t;
typedef unsigned __int128 uint128_t;

#define LOAD(bits, type) \
    type __tsan_atomic##bits##_load(const volatile type *p, order_t order) { \
        return (type)antecede_atomic_load((const void *)p, bits / 8, order, *p); \
    }

#define STORE(bits, type) \
    void __tsan_atomic##bits##_store(volatile type *p, type value, order_t order) { \
        type old = *p; \
        *p = value; \
        antecede_atomic_store((void *)p, bits / 8, order, (int64_t)old, (int64_t)value); \
    }

#define MODIFY(bits, type, name, expression) \
    type __tsan_atomic##bits##_##name(volatile type *p, type value, order_t order) { \
        type old = *p; \
        type result = (type)(expression); \
        *p = result; \
        antecede_atomic_rmw((void *)p, bits / 8, order, old, result); \
        return old; \
    }

// As those before; the pass has none of these, and bare-atomics.ts calls them.
#define MODIFY_FLOAT(bits, type, name, expression) \
    type __tsan_atomic##bits##_fetch_##name(volatile type *p, type value, order_t order) { \
        union { type value; uint##bits##_t word; } old = {*p}, result = {expression}; \
        *p = result.value; \
        antecede_atomic_rmw((void *)p, bits / 8, order, (int64_t)old.word, (int64_t)result.word); \
        return old.value; \
    }

#define EXTREMES(bits) \
    MODIFY(bits, uint##bits##_t, fetch_umax, old > value ? old : value) \
    MODIFY(bits, uint##bits##_t, fetch_umin, old < value ? old : value) \
    MODIFY(bits, uint##bits##_t, fetch_max, (int##bits##_t)old > (int##bits##_t)value ? old : value) \
    MODIFY(bits, uint##bits##_t, fetch_min, (int##bits##_t)old < (int##bits##_t)value ? old : value)

#define FLOATS(bits, type, suffix) \
    MODIFY_FLOAT(bits, type, fadd, *p + value) \
    MODIFY_FLOAT(bits, type, fsub, *p - value) \
    MODIFY_FLOAT(bits, type, fmax, __builtin_fmax##suffix(*p, value)) \
    MODIFY_FLOAT(bits, type, fmin, __builtin_fmin##suffix(*p, value))

#define COMPARE_EXCHANGE(bits, type) \
    type __tsan_atomic##bits##_compare_exchange_val(volatile type *p, type expected, type value, \
                                                    order_t order, order_t failure_order) { \
        type old = *p; \
        int32_t store = FAILURE(bits, p, failure_order, expected, old); \
        if (store != ANTECEDE_NO_FAILURE) { \
            type read = READ_STORE(bits, type, p, failure_order, old, store); \
            if (read == expected) antecede_failed_unnoticed(); \
            return read; \
        } \
        *p = value; \
        antecede_atomic_rmw((void *)p, bits / 8, order, old, value); \
        return old; \
    } \
    bool __tsan_atomic##bits##_compare_exchange_strong(volatile type *p, type *expected, \
                                                       type value, order_t order, \
                                                       order_t failure_order) { \
        type old = __tsan_atomic##bits##_compare_exchange_val(p, *expected, value, order, \
                                                              failure_order); \
        bool exchanged = old == *expected; \
        *expected = old; \
        return exchanged; \
    } \
    bool __tsan_atomic##bits##_compare_exchange_weak(volatile type *p, type *expected, \
                                                     type value, order_t order, \
                                                     order_t failure_order) { \
        __antecede_weak_begins(); \
        return __antecede_weak_ends(__tsan_atomic##bits##_compare_exchange_strong( \
            p, expected, value, order, failure_order)); \
    }

// Which store is read if it fails, or ANTECEDE_NO_FAILURE.
#define FAILURE(bits, p, order, expected, newest) \
    antecede_atomic_failure((const void *)p, bits / 8, order, (int64_t)expected, (int64_t)newest, \
                            antecede_fails_spuriously())

#define READ_STORE(bits, type, p, order, newest, store) \
    (type)antecede_atomic_load_at((const void *)p, bits / 8, order, (int64_t)newest, store)

#define ALL(bits, type) \
    LOAD(bits, type) \
    STORE(bits, type) \
    MODIFY(bits, type, exchange, value) \
    MODIFY(bits, type, fetch_add, old + value) \
    MODIFY(bits, type, fetch_sub, old - value) \
    MODIFY(bits, type, fetch_and, old & value) \
    MODIFY(bits, type, fetch_or, old | value) \
    MODIFY(bits, type, fetch_xor, old ^ value) \
    MODIFY(bits, type, fetch_nand, ~(old & value)) \
    COMPARE_EXCHANGE(bits, type)

ALL(8, uint8_t)
ALL(16, uint16_t)
ALL(32, uint32_t)
ALL(64, uint64_t)
EXTREMES(8)
EXTREMES(16)
EXTREMES(32)
EXTREMES(64)
FLOATS(32, float, f)
FLOATS(64, double, )

// 16 bytes are one atomic access whose low half stands for the value; what is read is the newest.
#undef LOAD
#define LOAD(bits, type) \
    type __tsan_atomic##bits##_load(const volatile type *p, order_t order) { \
        type value = *p; \
        antecede_atomic_load((const void *)p, bits / 8, order, (int64_t)value); \
        return value; \
    }

#undef FAILURE
#define FAILURE(bits, p, order, expected, newest) \
    (newest == expected && !antecede_fails_spuriously() ? ANTECEDE_NO_FAILURE : 0)

#undef READ_STORE
#define READ_STORE(bits, type, p, order, newest, store) \
    (antecede_atomic_load((const void *)p, bits / 8, order, (int64_t)newest), newest)

ALL(128, uint128_t)

void __tsan_atomic_thread_fence(order_t order) { antecede_atomic_fence(order); }

// Orders a thread against its own signal handlers, of which there are none.
void __tsan_atomic_signal_fence(order_t order) { (void)order; }
