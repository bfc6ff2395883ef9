// Atomic operations on objects of any size: the library calls that clang makes for those that have
// no instruction (structs of 3, 12 or 32 bytes, long double, __int128), and the 16-byte ones.
// Each is one atomic access of the object's size; the first eight bytes stand for its value.
// Other arguments are plain accesses of the caller.

#include "atomics/weak.h"
#include "runtime.h"
#include <stdbool.h>
#include <string.h>

enum { LOCK_FREE_BYTES = 8 };

// The libraries' names are builtins of clang, which may be defined only under another name.
#define LIBRARY(name) __asm__(#name)

void antecede_generic_load(size_t, const void *, void *, int) LIBRARY(__atomic_load);
void antecede_generic_store(size_t, void *, const void *, int) LIBRARY(__atomic_store);
void antecede_generic_exchange(size_t, void *, const void *, void *, int)
    LIBRARY(__atomic_exchange);
bool antecede_generic_compare_exchange(size_t, void *, void *, const void *, int, int)
    LIBRARY(__atomic_compare_exchange);
bool antecede_is_lock_free(size_t, const void *) LIBRARY(__atomic_is_lock_free);

static int64_t low_half(const void *object, size_t bytes) {
    int64_t value = 0;
    memcpy(&value, object, bytes < sizeof value ? bytes : sizeof value);
    return value;
}

void antecede_generic_load(size_t bytes, const void *object, void *result, int order) {
    int64_t newest = low_half(object, bytes);
    memmove(result, object, bytes);
    int64_t value = antecede_atomic_load(object, (int32_t)bytes, order, newest);
    if (bytes <= sizeof value) memcpy(result, &value, bytes);
    antecede_write_range(result, bytes);
}

void antecede_generic_store(size_t bytes, void *object, const void *value, int order) {
    antecede_read_range(value, bytes);
    int64_t old = low_half(object, bytes);
    memmove(object, value, bytes);
    antecede_atomic_store(object, (int32_t)bytes, order, old, low_half(object, bytes));
}

void antecede_generic_exchange(size_t bytes, void *object, const void *value, void *result,
                               int order) {
    antecede_read_range(value, bytes);
    int64_t old = low_half(object, bytes);
    memcpy(result, object, bytes);
    memcpy(object, value, bytes);
    antecede_atomic_rmw(object, (int32_t)bytes, order, old, low_half(object, bytes));
    antecede_write_range(result, bytes);
}

bool antecede_generic_compare_exchange(size_t bytes, void *object, void *expected,
                                       const void *value, int order, int failure_order) {
    antecede_read_range(expected, bytes);
    antecede_read_range(value, bytes);
    int64_t old = low_half(object, bytes);
    bool fails = antecede_fails_spuriously();
    if (!fails && memcmp(object, expected, bytes) == 0) {
        memcpy(object, value, bytes);
        antecede_atomic_rmw(object, (int32_t)bytes, order, old, low_half(object, bytes));
        return true;
    }
    memcpy(expected, object, bytes);
    // What was compared is the newest store, so that is what it reads and may acquire from.
    antecede_atomic_load_at(object, (int32_t)bytes, failure_order, old, 0);
    antecede_write_range(expected, bytes);
    return false;
}

bool antecede_is_lock_free(size_t bytes, const void *object) {
    (void)object;
    return bytes <= LOCK_FREE_BYTES && (bytes & (bytes - 1)) == 0;
}
