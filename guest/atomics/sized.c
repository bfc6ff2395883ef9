// The library calls of one size, `__atomic_load_16` and its kind: what code without the pass, or
// an operation that the pass leaves alone, calls where there is no instruction.

#include "runtime.h"
#include <stdbool.h>

typedef unsigned __int128 uint128_t;

#define FORWARD(bytes, bits, type, name) \
    type __tsan_atomic##bits##_##name(volatile type *, type, int32_t); \
    type __atomic_##name##_##bytes(volatile type *p, type value, int32_t order) { \
        return __tsan_atomic##bits##_##name(p, value, order); \
    }

#define ALL(bytes, bits, type) \
    FORWARD(bytes, bits, type, exchange) \
    FORWARD(bytes, bits, type, fetch_add) \
    FORWARD(bytes, bits, type, fetch_sub) \
    FORWARD(bytes, bits, type, fetch_and) \
    FORWARD(bytes, bits, type, fetch_or) \
    FORWARD(bytes, bits, type, fetch_xor) \
    FORWARD(bytes, bits, type, fetch_nand) \
    type __tsan_atomic##bits##_load(const volatile type *, int32_t); \
    type __atomic_load_##bytes(const volatile type *p, int32_t order) { \
        return __tsan_atomic##bits##_load(p, order); \
    } \
    void __tsan_atomic##bits##_store(volatile type *, type, int32_t); \
    void __atomic_store_##bytes(volatile type *p, type value, int32_t order) { \
        __tsan_atomic##bits##_store(p, value, order); \
    } \
    bool __tsan_atomic##bits##_compare_exchange_strong(volatile type *, type *, type, int32_t, \
                                                       int32_t); \
    bool __atomic_compare_exchange_##bytes(volatile type *p, type *expected, type value, \
                                           int32_t order, int32_t failure_order) { \
        return __tsan_atomic##bits##_compare_exchange_strong(p, expected, value, order, \
                                                             failure_order); \
    }

ALL(1, 8, uint8_t)
ALL(2, 16, uint16_t)
ALL(4, 32, uint32_t)
ALL(8, 64, uint64_t)
ALL(16, 128, uint128_t)
