// The out-of-line part of std::shared_ptr: control blocks count with atomics that the engine sees,
// so that whoever destroys an object comes after all of its users.

#include <memory>
#include <mutex>

namespace std {
inline namespace __2 {

bad_weak_ptr::~bad_weak_ptr() noexcept {}

const char *bad_weak_ptr::what() const noexcept { return "bad_weak_ptr"; }

__shared_count::~__shared_count() {}

__shared_weak_count::~__shared_weak_count() {}

void __shared_weak_count::__release_weak() noexcept {
    if (__libcpp_atomic_refcount_decrement(__shared_weak_owners_) == -1) __on_zero_shared_weak();
}

__shared_weak_count *__shared_weak_count::lock() noexcept {
    long owners = __atomic_load_n(&__shared_owners_, __ATOMIC_RELAXED);
    while (owners != -1) {
        if (__atomic_compare_exchange_n(&__shared_owners_, &owners, owners + 1, false,
                                        __ATOMIC_ACQ_REL, __ATOMIC_RELAXED)) {
            return this;
        }
    }
    return nullptr;
}

const void *__shared_weak_count::__get_deleter(const type_info &) const noexcept { return nullptr; }

void *align(size_t alignment, size_t bytes, void *&pointer, size_t &space) {
    if (bytes > space) return nullptr;
    auto start = reinterpret_cast<uintptr_t>(pointer);
    uintptr_t aligned = (start + alignment - 1) & ~(alignment - 1);
    size_t skipped = aligned - start;
    if (skipped > space - bytes) return nullptr;
    space -= skipped;
    return pointer = reinterpret_cast<void *>(aligned);
}

// ---- std::atomic_load and its kind for a plain shared_ptr: one lock of several ------------------

static constexpr int LOCKS = 16;
static mutex locks[LOCKS];

constexpr __sp_mut::__sp_mut(void *mutex) noexcept : __lx_(mutex) {}

void __sp_mut::lock() noexcept { static_cast<mutex *>(__lx_)->lock(); }

void __sp_mut::unlock() noexcept { static_cast<mutex *>(__lx_)->unlock(); }

__sp_mut &__get_sp_mut(const void *p) {
    static constinit __sp_mut muts[LOCKS] = {
        &locks[0],  &locks[1],  &locks[2],  &locks[3],  &locks[4],  &locks[5],
        &locks[6],  &locks[7],  &locks[8],  &locks[9],  &locks[10], &locks[11],
        &locks[12], &locks[13], &locks[14], &locks[15],
    };
    return muts[(reinterpret_cast<uintptr_t>(p) >> 3) % LOCKS];
}

} // namespace __2
} // namespace std
