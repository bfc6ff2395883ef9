// std::atomic<std::shared_ptr> and std::atomic<std::weak_ptr> (guest/cxx/include/memory): the two
// words of a smart pointer as one atomic object, the count of its users as part of each operation.
// A load always finds the newest value: an older one may have no users any more.
//
// Only the order that the program gave orders its accesses to what is pointed to. But the control
// block is the library's: a thread may count itself as a user after a relaxed load, although
// nothing orders that after the block's initialization. So when a pointer enters the atomic
// object, its counts become memory as if never written, that has kept its releases.

#include "cxx/guest.h"
#include <initializer_list>
#include <memory>

#define UNSEEN __attribute__((no_sanitize("thread")))

namespace {

struct words {
    void *pointer;
    std::__shared_weak_count *control;
};

// The counts behind the pointer to the virtual functions: shared, then weak.
struct counts {
    void *functions;
    long shared;
    long weak;
};

enum { BYTES = sizeof(words) };

UNSEEN int64_t value_of(const words &words) {
    return static_cast<int64_t>(reinterpret_cast<uintptr_t>(words.pointer)) |
           static_cast<int64_t>(reinterpret_cast<uintptr_t>(words.control)) << 32;
}

UNSEEN void read_newest(const void *at, int order) {
    constexpr int NEWEST = 0;
    int64_t value = value_of(*static_cast<const words *>(at));
    antecede_atomic_load_at(at, BYTES, order, value, NEWEST);
}

UNSEEN void publish(std::__shared_weak_count *control) {
    if (!control) return;
    auto *block = reinterpret_cast<counts *>(control);
    for (long *count : {&block->shared, &block->weak}) {
        __atomic_fetch_add(count, 0, __ATOMIC_ACQUIRE);
        antecede_shadow_clear(count, sizeof *count);
        __atomic_fetch_add(count, 0, __ATOMIC_RELEASE);
    }
}

void add_user(std::__shared_weak_count *control, bool is_weak) {
    if (!control) return;
    if (is_weak) control->__add_weak();
    else control->__add_shared();
}

void release_user(std::__shared_weak_count *control, bool is_weak) {
    if (!control) return;
    if (is_weak) control->__release_weak();
    else control->__release_shared();
}

// Counts a user of what was found there. False if, once it is counted, another thread has put in
// something else: then it is none.
UNSEEN bool use(const words &object, const words &found, bool is_weak) {
    add_user(found.control, is_weak);
    if (value_of(object) == value_of(found)) return true;
    release_user(found.control, is_weak);
    return false;
}

} // namespace

extern "C" {

UNSEEN void antecede_shared_load(const void *from, void *into, int order, bool is_weak) noexcept {
    const words &object = *static_cast<const words *>(from);
    words found = object;
    while (!use(object, found, is_weak)) found = object;
    // It is still there: the store that is read is the one that put it in.
    read_newest(from, order);
    *static_cast<words *>(into) = found;
}

// A store is an exchange whose order is given as -1 - order.
UNSEEN void antecede_shared_exchange(void *at, void *value, int order) noexcept {
    words &object = *static_cast<words *>(at);
    words &other = *static_cast<words *>(value);
    publish(other.control);
    const words old = object;
    object = other;
    other = old;
    int64_t before = value_of(old), after = value_of(object);
    if (order < 0) antecede_atomic_store(at, BYTES, -1 - order, before, after);
    else antecede_atomic_rmw(at, BYTES, order, before, after);
}

// `desired` is left with the old value.
UNSEEN bool antecede_shared_compare_exchange(void *at, void *expected, void *desired, int order,
                                             int failure_order, bool is_weak) noexcept {
    words &object = *static_cast<words *>(at);
    words &other = *static_cast<words *>(desired);
    publish(other.control);
    const int64_t wanted = value_of(*static_cast<words *>(expected));
    words old = object;
    for (; value_of(old) != wanted; old = object) {
        if (!use(object, old, is_weak)) continue;
        read_newest(at, failure_order);
        std::__shared_weak_count *unwanted = other.control;
        other = old;
        release_user(unwanted, is_weak);
        return false;
    }
    object = other;
    other = old;
    antecede_atomic_rmw(at, BYTES, order, value_of(old), value_of(object));
    return true;
}

UNSEEN void antecede_shared_wait(const void *at, const void *old, int order) noexcept {
    const words &object = *static_cast<const words *>(at);
    for (;;) {
        int64_t seen = value_of(object);
        read_newest(at, order);
        if (seen != value_of(*static_cast<const words *>(old))) return;
        // No notification can come between the comparison and the wait: no other thread runs.
        if (value_of(object) != seen) continue;
        auto *word = static_cast<uint32_t *>(const_cast<void *>(at));
        antecede_wait(word, *word, -1, ANTECEDE_WAIT_FUTEX, at);
    }
}

UNSEEN void antecede_shared_notify(const void *at) noexcept {
    antecede_wake(static_cast<uint32_t *>(const_cast<void *>(at)), -1);
    antecede_point();
}

} // extern "C"
