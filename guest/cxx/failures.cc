// What the library throws. The precompiled part of libc++ was built without exceptions: where it
// should throw, it calls __libcpp_verbose_abort with a text that names the exception. For that
// part alone, scripts/cxx-library.ts sends the call to antecede_library_failure, which throws.

#include "cxx/guest.h"
#include <any>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <functional>
#include <ios>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <typeinfo>
#include <variant>

namespace {

template <class Exception> [[noreturn]] void raise(const char *) { throw Exception(); }

template <class Exception> [[noreturn]] void raise_with(const char *message) {
    throw Exception(message);
}

[[noreturn]] void raise_stream_failure(const char *message) {
    throw std::ios_base::failure(message, std::make_error_code(std::io_errc::stream));
}

struct failure {
    const char *name;
    void (*raise)(const char *message);
};

const failure FAILURES[] = {
    {"logic_error", raise_with<std::logic_error>},
    {"domain_error", raise_with<std::domain_error>},
    {"invalid_argument", raise_with<std::invalid_argument>},
    {"length_error", raise_with<std::length_error>},
    {"out_of_range", raise_with<std::out_of_range>},
    {"range_error", raise_with<std::range_error>},
    {"overflow_error", raise_with<std::overflow_error>},
    {"underflow_error", raise_with<std::underflow_error>},
    {"runtime_error", raise_with<std::runtime_error>},
    {"bad_alloc", raise<std::bad_alloc>},
    {"bad_array_new_length", raise<std::bad_array_new_length>},
    {"bad_cast", raise<std::bad_cast>},
    {"bad_function_call", raise<std::bad_function_call>},
    {"bad_weak_ptr", raise<std::bad_weak_ptr>},
    {"bad_optional_access", raise<std::bad_optional_access>},
    {"bad_variant_access", raise<std::bad_variant_access>},
    {"bad_any_cast", raise<std::bad_any_cast>},
    {"ios_base::failure", raise_stream_failure},
};

// "NAME was thrown in -fno-exceptions mode with message "MESSAGE""
const failure *failure_in(const char *text) {
    for (const failure &failure : FAILURES) {
        size_t length = std::strlen(failure.name);
        if (!std::strncmp(text, failure.name, length) && text[length] == ' ') return &failure;
    }
    return nullptr;
}

void cut_message(char *text) {
    char *first = std::strchr(text, '"');
    char *last = std::strrchr(text, '"');
    size_t length = first && last > first ? static_cast<size_t>(last - first - 1) : 0;
    if (length) std::memmove(text, first + 1, length);
    text[length] = 0;
}

struct text {
    char characters[512];
    text(const char *format, va_list arguments) {
        std::vsnprintf(characters, sizeof characters, format, arguments);
    }
};

[[noreturn]] void give_up(const char *message) {
    std::fflush(nullptr);
    std::fprintf(stderr, "%s\n", message);
    antecede_trap(ANTECEDE_TRAP_ABORT, message);
}

} // namespace

extern "C" {

[[noreturn]] void antecede_library_failure(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    text text(format, arguments);
    va_end(arguments);
    if (const failure *failure = failure_in(text.characters)) {
        cut_message(text.characters);
        failure->raise(text.characters);
    }
    give_up(text.characters);
}

[[noreturn]] void __cxa_bad_cast() { throw std::bad_cast(); }

[[noreturn]] void __cxa_bad_typeid() { throw std::bad_typeid(); }

[[noreturn]] void __cxa_throw_bad_array_new_length() { throw std::bad_array_new_length(); }

} // extern "C"

namespace std {

[[noreturn]] void __throw_bad_alloc() { throw bad_alloc(); }

const nothrow_t nothrow{};

inline namespace __2 {

// Called by code of the program's own that was compiled with -fno-exceptions.
__attribute__((weak)) void __libcpp_verbose_abort(const char *format, ...) noexcept {
    va_list arguments;
    va_start(arguments, format);
    text text(format, arguments);
    va_end(arguments);
    give_up(text.characters);
}

[[noreturn]] void __throw_system_error(int code, const char *what) {
    throw system_error(error_code(code, generic_category()), what);
}

[[noreturn]] void __throw_runtime_error(const char *message) { throw runtime_error(message); }

} // namespace __2
} // namespace std
