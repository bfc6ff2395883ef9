// Resources of <memory_resource> that aren't synchronized: to use one is to write to it. The
// compiler's own functions, which do the work, have no hooks. [mem.res.pool.overview]/3,
// [mem.res.monotonic.buffer]/2

#include "cxx/guest.h"
#include <cstring>
#include <memory_resource>

#define REAL(symbol) __asm__("__real_" symbol)

namespace std {
inline namespace __2 {
namespace pmr {

void *real_construct(unsynchronized_pool_resource *, const pool_options &, memory_resource *)
    REAL("_ZNSt3__23pmr28unsynchronized_pool_resourceC2ERKNS0_12pool_optionsE"
         "PNS0_15memory_resourceE");
void *real_allocate(unsynchronized_pool_resource *, size_t, size_t)
    REAL("_ZNSt3__23pmr28unsynchronized_pool_resource11do_allocateEmm");
void real_deallocate(unsynchronized_pool_resource *, void *, size_t, size_t)
    REAL("_ZNSt3__23pmr28unsynchronized_pool_resource13do_deallocateEPvmm");
void real_release(unsynchronized_pool_resource *)
    REAL("_ZNSt3__23pmr28unsynchronized_pool_resource7releaseEv");
void *real_allocate(monotonic_buffer_resource *, size_t, size_t)
    REAL("_ZNSt3__23pmr25monotonic_buffer_resource11do_allocateEmm");

unsynchronized_pool_resource::unsynchronized_pool_resource(const pool_options &options,
                                                           memory_resource *upstream) {
    // The original points the object to virtual functions that are the originals.
    void *ours;
    memcpy(&ours, static_cast<void *>(this), sizeof ours);
    real_construct(this, options, upstream);
    memcpy(static_cast<void *>(this), &ours, sizeof ours);
}

void *unsynchronized_pool_resource::do_allocate(size_t bytes, size_t alignment) {
    antecede_write_range(&__adhoc_pool_, sizeof __adhoc_pool_);
    return real_allocate(this, bytes, alignment);
}

void unsynchronized_pool_resource::do_deallocate(void *block, size_t bytes, size_t alignment) {
    antecede_write_range(&__adhoc_pool_, sizeof __adhoc_pool_);
    real_deallocate(this, block, bytes, alignment);
}

void unsynchronized_pool_resource::release() {
    antecede_write_range(&__adhoc_pool_, sizeof __adhoc_pool_);
    real_release(this);
}

void *monotonic_buffer_resource::do_allocate(size_t bytes, size_t alignment) {
    antecede_write_range(&__chunks_, sizeof __chunks_);
    return real_allocate(this, bytes, alignment);
}

} // namespace pmr
} // namespace __2
} // namespace std
