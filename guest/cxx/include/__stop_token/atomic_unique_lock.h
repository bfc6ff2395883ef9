// The lock of a stop state. Who registers a callback and meets a stop request runs the callback at
// once, as after stop_requested() has returned true, so that the request happens before it
// [stopcallback.cons, thread.stoptoken.intro]. libc++ has learned of it by a relaxed load. Here the
// lock looks with acquire; but request_stop, which locks with another order, still looks relaxed, for
// one that comes too late synchronizes with nothing.

#ifndef ANTECEDE_CXX_ATOMIC_UNIQUE_LOCK_H
#define ANTECEDE_CXX_ATOMIC_UNIQUE_LOCK_H

#pragma GCC system_header

// All that the header includes, before the word has another meaning.
#include <__bit/popcount.h>
#include <__config>
#include <atomic>

#define memory_order_relaxed \
    memory_order(__locked_ordering == std::memory_order_acquire ? __ATOMIC_ACQUIRE \
                                                                : __ATOMIC_RELAXED)
#include_next <__stop_token/atomic_unique_lock.h>
#undef memory_order_relaxed

#endif
