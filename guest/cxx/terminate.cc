// How a program ends by std::terminate, and the functions in which an exception must not get past
// the runtime: a thread's and main's.

#include "cxx/exception.h"
#include <cstdio>
#include <cstdlib>
#include <cxxabi.h>
#include <exception>
#include <new>

using namespace antecede;

namespace {

std::terminate_handler on_terminate;
std::new_handler on_no_memory;
thread_local bool is_terminating;

// The text of what(), or null: the exception is none of the library's kind.
const char *what_of(primary *exception) {
    void *object = exception->object();
    if (!can_catch(&typeid(std::exception), exception->type, &object)) return nullptr;
    return static_cast<std::exception *>(object)->what();
}

[[noreturn]] void end_by(primary *exception) {
    static char message[1024];
    int status = 0;
    const char *mangled = exception->type->name();
    char *name = abi::__cxa_demangle(mangled, nullptr, nullptr, &status);
    const char *what = what_of(exception);
    std::snprintf(message, sizeof message, "%s%s%s", name ? name : mangled, what ? ": " : "",
                  what ? what : "");
    std::fprintf(stderr, "terminate called after throwing an instance of '%s'\n",
                 name ? name : mangled);
    if (what) std::fprintf(stderr, "  what():  %s\n", what);
    antecede_uncaught(exception, message);
}

[[noreturn]] void end() {
    if (flight *flight = exceptions().caught) end_by(flight->of);
    std::fputs("terminate called without an active exception\n", stderr);
    antecede_trap(ANTECEDE_TRAP_ABORT, "std::terminate() called without an active exception");
}

[[noreturn]] void terminate_by(std::terminate_handler handler) noexcept {
    // [except.handle]/7: an exception that may go no further counts as caught. On WebAssembly
    // compiled code doesn't say so.
    if (flight *flight = exceptions().flying) __cxa_begin_catch(flight);
    if (handler && !is_terminating) {
        is_terminating = true;
        handler();
        antecede_trap(ANTECEDE_TRAP_ABORT, "the terminate handler returned");
    }
    end();
}

} // namespace

namespace std {

[[noreturn]] void terminate() noexcept { terminate_by(on_terminate); }

terminate_handler get_terminate() noexcept {
    return on_terminate ? on_terminate : static_cast<terminate_handler>(end);
}

terminate_handler set_terminate(terminate_handler handler) noexcept {
    terminate_handler old = get_terminate();
    on_terminate = handler;
    return old;
}

new_handler get_new_handler() noexcept { return on_no_memory; }

new_handler set_new_handler(new_handler handler) noexcept {
    new_handler old = on_no_memory;
    on_no_memory = handler;
    return old;
}

} // namespace std

extern "C" {

void __cxa_call_terminate(void *thrown) noexcept {
    __cxa_begin_catch(thrown);
    std::terminate();
}

void __cxa_pure_virtual() {
    antecede_trap(ANTECEDE_TRAP_ABORT, "pure virtual function called");
}

void __cxa_deleted_virtual() {
    antecede_trap(ANTECEDE_TRAP_ABORT, "deleted virtual function called");
}

// Called by the thread layer for the function of a thread and for main.
void *antecede_call_noexcept(void *(*function)(void *), void *argument) noexcept {
    return function(argument);
}

} // extern "C"
