// The contents of a pthread_mutex_t and an mtx_t. All zero is a valid normal mutex, and `kind` lies
// where the static initializers of glibc and musl put it.

#ifndef ANTECEDE_MUTEX_H
#define ANTECEDE_MUTEX_H

#include "thread.h"
#include <stddef.h>

struct mutex {
    uint32_t owner; // identity of the owning thread, 0: free; lockers wait on it
    uint32_t depth; // of a recursive mutex: locks beyond the first
    uint32_t waiters; // MUTEX_LOCKERS and MUTEX_CONDITION_WAITER
    struct mutex *next_robust;
    uint32_t kind; // PTHREAD_MUTEX_…, or DESTROYED_MUTEX
    uint32_t state; // MUTEX_…
};

_Static_assert(offsetof(struct mutex, kind) == 16, "static initializers");
_Static_assert(sizeof(struct mutex) <= sizeof(pthread_mutex_t), "fits");

#define LAST_MUTEX_KIND PTHREAD_MUTEX_ADAPTIVE_NP
#define DESTROYED_MUTEX 0xffffffffu

// Of `waiters`: the low half counts the threads that wait for the mutex, the high half those that
// wait for a condition and will take it back. There are some 2,000 threads at most.
enum { MUTEX_LOCKERS = 0xffff, MUTEX_CONDITION_WAITER = 1 << 16 };

/*
 * The state of a mutex, and the one word of a pthread_mutexattr_t:
 *
 *   31    24 23      16 15     10 9  8 7  6 5  4 3 2 1 0
 *            cccccccc             t  t      p  p n d r s
 *   s: process-shared                r: robust
 *   d: the owner died                n: not recoverable (never made consistent)
 *   p: protocol                      t: type, in attributes only: a mutex has it as its kind
 *   c: priority ceiling
 */
enum {
    MUTEX_SHARED = 1 << 0,
    MUTEX_ROBUST = 1 << 1,
    MUTEX_OWNER_DIED = 1 << 2,
    MUTEX_NOT_RECOVERABLE = 1 << 3,
    MUTEX_PROTOCOL_SHIFT = 4,
    MUTEX_PROTOCOL = 3 << MUTEX_PROTOCOL_SHIFT,
    MUTEX_TYPE_SHIFT = 8,
    MUTEX_TYPE = 3 << MUTEX_TYPE_SHIFT,
    MUTEX_CEILING_SHIFT = 16,
    MUTEX_CEILING = 0xff << MUTEX_CEILING_SHIFT,
};

#endif
