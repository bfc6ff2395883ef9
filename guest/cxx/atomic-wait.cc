// Waiting on atomics: std::atomic::wait and notify, std::semaphore, latch and barrier. The header
// reads the atomic itself, with the caller's order; here is no happens-before, only sleep. Waiters
// on one bucket of addresses share a counter, which each notification moves on.

#include "cxx/guest.h"
#include <atomic>
#include <chrono>

namespace {

constexpr unsigned BUCKETS = 256;
uint32_t notifications[BUCKETS];

uint32_t *counter_of(const volatile void *address) {
    auto bits = static_cast<uint32_t>(reinterpret_cast<uintptr_t>(address));
    return &notifications[(bits * 0x9e3779b1u) / (UINT32_MAX / BUCKETS + 1)];
}

long long monitor(const volatile void *address) { return *counter_of(address); }

void wait(const volatile void *address, long long monitored, int64_t timeout_ns) {
    antecede_wait(counter_of(address), static_cast<uint32_t>(monitored), timeout_ns,
                  ANTECEDE_WAIT_FUTEX, const_cast<const void *>(address));
}

// Even one notification wakes all: a waiter on another address of the bucket may be chosen else.
void notify(const volatile void *address) {
    uint32_t *counter = counter_of(address);
    ++*counter;
    antecede_wake(counter, -1);
    antecede_point();
}

} // namespace

namespace std {
inline namespace __2 {

__cxx_contention_t __atomic_monitor_global(const void *address) noexcept {
    return monitor(address);
}

void __atomic_wait_global_table(const void *address, __cxx_contention_t monitored) noexcept {
    wait(address, monitored, -1);
}

void __atomic_wait_global_table_with_timeout(const void *address, __cxx_contention_t monitored,
                                             uint64_t timeout_ns) noexcept {
    wait(address, monitored, static_cast<int64_t>(timeout_ns));
}

void __atomic_notify_one_global_table(const void *address) noexcept { notify(address); }

void __atomic_notify_all_global_table(const void *address) noexcept { notify(address); }

// ---- By size: no sleep unless the newest value is the one that the caller read ------------------

template <size_t Size>
void __atomic_wait_native(const void *address, const void *old_value) noexcept {
    if (__builtin_memcmp(address, old_value, Size) == 0) wait(address, monitor(address), -1);
}

template <size_t Size>
void __atomic_wait_native_with_timeout(const void *address, const void *old_value,
                                       uint64_t timeout_ns) noexcept {
    if (__builtin_memcmp(address, old_value, Size) != 0) return;
    wait(address, monitor(address), static_cast<int64_t>(timeout_ns));
}

template <size_t Size> void __atomic_notify_one_native(const void *address) noexcept {
    notify(address);
}

template <size_t Size> void __atomic_notify_all_native(const void *address) noexcept {
    notify(address);
}

#define OF_SIZE(bytes) \
    template void __atomic_wait_native<bytes>(const void *, const void *) noexcept; \
    template void __atomic_wait_native_with_timeout<bytes>(const void *, const void *, \
                                                           uint64_t) noexcept; \
    template void __atomic_notify_one_native<bytes>(const void *) noexcept; \
    template void __atomic_notify_all_native<bytes>(const void *) noexcept;

OF_SIZE(1)
OF_SIZE(2)
OF_SIZE(4)
OF_SIZE(8)

} // namespace __2
} // namespace std
