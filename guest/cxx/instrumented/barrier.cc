// std::barrier counts its arrivals in one atomic: each releases, the last acquires them all.
// [thread.barrier.class]

#include <atomic>
#include <barrier>

namespace std {
inline namespace __2 {

class __barrier_algorithm_base {
public:
    explicit __barrier_algorithm_base(ptrdiff_t &expected) : expected(expected) {}

    ptrdiff_t &expected;
    atomic<ptrdiff_t> arrived = 0;
};

// Without a hook: the completion of the phase changes it, when all have arrived.
__attribute__((no_sanitize("thread"))) static ptrdiff_t
expected_by(__barrier_algorithm_base *base) {
    return base->expected;
}

__barrier_algorithm_base *__construct_barrier_algorithm_base(ptrdiff_t &expected) {
    return new __barrier_algorithm_base(expected);
}

// Returns whether this was the last arrival of the phase.
bool __arrive_barrier_algorithm_base(_LIBCPP_NOESCAPE __barrier_algorithm_base *base,
                                     __barrier_phase_t) noexcept {
    ptrdiff_t expected = expected_by(base);
    if (base->arrived.fetch_add(1, memory_order_acq_rel) + 1 != expected) return false;
    base->arrived.store(0, memory_order_relaxed);
    return true;
}

void __destroy_barrier_algorithm_base(_LIBCPP_NOESCAPE __barrier_algorithm_base *base) noexcept {
    delete base;
}

} // namespace __2
} // namespace std
