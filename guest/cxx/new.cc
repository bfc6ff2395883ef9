// operator new and delete over malloc and free, which tell the engine. All weak: a program's own
// come before them. [new.delete]

#include <cstdlib>
#include <new>

#define REPLACEABLE __attribute__((weak))

namespace {

// [new.delete.single]/3: as long as there is a new handler, it may make room.
template <class Allocate> void *allocate_or_throw(Allocate allocate) {
    for (;;) {
        if (void *p = allocate()) return p;
        std::new_handler handler = std::get_new_handler();
        if (!handler) throw std::bad_alloc();
        handler();
    }
}

template <class Allocate> void *allocate_or_null(Allocate allocate) noexcept {
    try {
        return allocate();
    } catch (...) {
        return nullptr;
    }
}

} // namespace

REPLACEABLE void *operator new(size_t bytes) {
    return allocate_or_throw([=] { return std::malloc(bytes); });
}

REPLACEABLE void *operator new(size_t bytes, std::align_val_t alignment) {
    return allocate_or_throw([=] { return aligned_alloc(static_cast<size_t>(alignment), bytes); });
}

REPLACEABLE void *operator new[](size_t bytes) { return ::operator new(bytes); }

REPLACEABLE void *operator new[](size_t bytes, std::align_val_t alignment) {
    return ::operator new(bytes, alignment);
}

REPLACEABLE void *operator new(size_t bytes, const std::nothrow_t &) noexcept {
    return allocate_or_null([=] { return ::operator new(bytes); });
}

REPLACEABLE void *operator new[](size_t bytes, const std::nothrow_t &) noexcept {
    return allocate_or_null([=] { return ::operator new[](bytes); });
}

REPLACEABLE void *operator new(size_t bytes, std::align_val_t alignment,
                               const std::nothrow_t &) noexcept {
    return allocate_or_null([=] { return ::operator new(bytes, alignment); });
}

REPLACEABLE void *operator new[](size_t bytes, std::align_val_t alignment,
                                 const std::nothrow_t &) noexcept {
    return allocate_or_null([=] { return ::operator new[](bytes, alignment); });
}

REPLACEABLE void operator delete(void *p) noexcept { std::free(p); }

REPLACEABLE void operator delete(void *p, std::align_val_t) noexcept { std::free(p); }

// The others by default do as these two, which the program may have replaced.
#define FORWARD_DELETE(operator_delete, plain, ...) \
    REPLACEABLE void operator_delete(void *p, __VA_ARGS__) noexcept { plain; }

REPLACEABLE void operator delete[](void *p) noexcept { ::operator delete(p); }
FORWARD_DELETE(operator delete, ::operator delete(p), size_t)
FORWARD_DELETE(operator delete, ::operator delete(p), const std::nothrow_t &)
FORWARD_DELETE(operator delete[], ::operator delete[](p), size_t)
FORWARD_DELETE(operator delete[], ::operator delete[](p), const std::nothrow_t &)

REPLACEABLE void operator delete[](void *p, std::align_val_t alignment) noexcept {
    ::operator delete(p, alignment);
}
FORWARD_DELETE(operator delete, ::operator delete(p, a), size_t, std::align_val_t a)
FORWARD_DELETE(operator delete, ::operator delete(p, a), std::align_val_t a, const std::nothrow_t &)
FORWARD_DELETE(operator delete[], ::operator delete[](p, a), size_t, std::align_val_t a)
FORWARD_DELETE(operator delete[], ::operator delete[](p, a), std::align_val_t a,
               const std::nothrow_t &)
