// ThreadSanitizer's accesses that need no alignment: plain accesses of the caller.

#include "libc/intercept.h"

#define UNALIGNED(bits)                                                                            \
    uint##bits##_t __sanitizer_unaligned_load##bits(const void *p) {                               \
        uint##bits##_t value;                                                                      \
        __real_memcpy(&value, p, sizeof value);                                                    \
        reads(p, sizeof value);                                                                    \
        return value;                                                                              \
    }                                                                                              \
    void __sanitizer_unaligned_store##bits(void *p, uint##bits##_t value) {                        \
        __real_memcpy(p, &value, sizeof value);                                                    \
        writes(p, sizeof value);                                                                   \
    }

UNALIGNED(16)
UNALIGNED(32)
UNALIGNED(64)
