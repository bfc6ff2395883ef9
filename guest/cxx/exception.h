// What the exception runtime shares. It is the throwing half of libc++abi: the precompiled one has
// type matching and demangling, but no way to throw.
//
// A thrown object lies behind its `primary`. What flies is a `flight`, of which the first is part
// of the primary; each std::rethrow_exception takes one more, so that several threads may have one
// object in flight at once. The value that WebAssembly throws is the flight's address.
//
//   primary                                   thrown object
//   | type | destructor | references | flight | what the program threw

#ifndef ANTECEDE_CXX_EXCEPTION_H
#define ANTECEDE_CXX_EXCEPTION_H

#include "cxx/guest.h"
#include <typeinfo>

namespace antecede {

struct primary;

struct flight {
    flight *next_caught;
    flight *next_flying;
    primary *of;
    void *adjusted; // the object as its handler sees it
    int handlers;   // that run for it; negative while it is rethrown from the innermost one
};

// A destructor returns its argument on WebAssembly.
using destructor = void *(void *);

struct alignas(16) primary {
    const std::type_info *type;
    destructor *destroy;
    int references;
    flight first;

    void *object() { return this + 1; }
    static primary *of(void *object) { return static_cast<primary *>(object) - 1; }
};

// Each thread has its own: thread-local storage follows the fiber.
struct thread_exceptions {
    flight *caught;
    unsigned uncaught;
    flight *flying; // thrown and not caught, the latest first
};

thread_exceptions &exceptions();

// Whether a handler for `wanted` takes the exception; `adjusted` then is what it gets. As the
// virtual can_catch of libc++abi's type_info: the fifth entry of its table.
bool can_catch(const std::type_info *wanted, const std::type_info *thrown, void **adjusted);

} // namespace antecede

extern "C" {
void *__cxa_begin_catch(void *flight) noexcept;
void __cxa_end_catch();
}

#endif
