// Which handler of a landing pad takes an exception: the reader of the language-specific data area
// (LSDA; layout in LLVM's EHStreamer.cpp and WebAssembly's Exception Handling conventions).
//
//   | start encoding | types encoding, offset | call sites: encoding, bytes | (pad, action)… |
//   | actions: (type, offset of the next)… | … | type 2 | type 1 |
//
// Compiled code fills in the pad's index and the LSDA, calls _Unwind_CallPersonality, and compares
// `selector` with its handlers' types. 0: none of them, so that cleanups run and the unwinding
// goes on.

#include "cxx/exception.h"

// The tag of C++ exceptions: one pointer.
__asm__(".globl __cpp_exception\n"
        ".tagtype __cpp_exception i32\n"
        "__cpp_exception:\n");

namespace {

constexpr uint8_t OMITTED = 0xff;

struct landing_pad_context {
    uintptr_t pad;
    const uint8_t *lsda;
    uintptr_t selector;
};

uintptr_t read_unsigned(const uint8_t *&at) {
    uintptr_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        uint8_t byte = *at++;
        value |= static_cast<uintptr_t>(byte & 0x7f) << shift;
        if (!(byte & 0x80)) return value;
    }
}

intptr_t read_signed(const uint8_t *&at) {
    uintptr_t value = 0;
    unsigned shift = 0;
    uint8_t byte;
    do {
        byte = *at++;
        value |= static_cast<uintptr_t>(byte & 0x7f) << shift;
        shift += 7;
    } while (byte & 0x80);
    if ((byte & 0x40) && shift < 32) value |= ~static_cast<uintptr_t>(0) << shift;
    return static_cast<intptr_t>(value);
}

struct handlers {
    const uint8_t *actions; // NULL: the pad has cleanups only
    const std::type_info *const *types_end;
};

handlers handlers_of(const uint8_t *at, uintptr_t pad) {
    handlers found = {};
    if (*at++ != OMITTED) read_unsigned(at);
    if (*at++ != OMITTED) {
        uintptr_t offset = read_unsigned(at);
        found.types_end = reinterpret_cast<const std::type_info *const *>(at + offset);
    }
    at++;
    uintptr_t call_sites_bytes = read_unsigned(at);
    const uint8_t *action_table = at + call_sites_bytes;
    for (uintptr_t index = 0; index < pad; index++) {
        read_unsigned(at);
        read_unsigned(at);
    }
    read_unsigned(at);
    uintptr_t action = read_unsigned(at);
    if (action) found.actions = action_table + action - 1;
    return found;
}

} // namespace

namespace antecede {

bool can_catch(const std::type_info *wanted, const std::type_info *thrown, void **adjusted) {
    using function = bool(const std::type_info *, const std::type_info *, void *&);
    constexpr int CAN_CATCH = 4;
    function *const *table = *reinterpret_cast<function *const *const *>(wanted);
    return table[CAN_CATCH](wanted, thrown, *adjusted);
}

} // namespace antecede

using namespace antecede;

extern "C" {

thread_local landing_pad_context __wasm_lpad_context;

int _Unwind_CallPersonality(void *thrown) {
    constexpr int HANDLER_FOUND = 6, CONTINUE_UNWIND = 8;
    flight *flight = static_cast<struct flight *>(thrown);
    landing_pad_context &context = __wasm_lpad_context;
    context.selector = 0;
    if (!context.lsda) return CONTINUE_UNWIND;
    handlers pad = handlers_of(context.lsda, context.pad);
    for (const uint8_t *at = pad.actions; at;) {
        intptr_t type = read_signed(at);
        const uint8_t *next = at;
        intptr_t offset = read_signed(next);
        if (type > 0) {
            const std::type_info *wanted = pad.types_end[-type];
            void *adjusted = flight->of->object();
            if (!wanted || can_catch(wanted, flight->of->type, &adjusted)) {
                flight->adjusted = adjusted;
                context.selector = static_cast<uintptr_t>(type);
                return HANDLER_FOUND;
            }
        }
        at = offset ? at + offset : nullptr;
    }
    return CONTINUE_UNWIND;
}

} // extern "C"
