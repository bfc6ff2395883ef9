// Throwing, catching and rethrowing, and the life of exception objects (Itanium C++ ABI, Exception
// Handling, level II).

#include "cxx/exception.h"
#include <cstdlib>
#include <cstring>
#include <exception>

namespace antecede {

static thread_local thread_exceptions this_thread;

thread_exceptions &exceptions() { return this_thread; }

static void acquire_reference(primary *exception) { exception->references++; }

// The last user destroys the object, after everything that the others did with it.
static void release_reference(primary *exception) {
    antecede_release_merge(&exception->references);
    if (--exception->references > 0) return;
    antecede_acquire(&exception->references);
    if (exception->destroy) exception->destroy(exception->object());
    std::free(exception);
}

static void land(flight *flight) {
    primary *exception = flight->of;
    if (flight != &exception->first) std::free(flight);
    release_reference(exception);
}

[[noreturn]] static void take_off(flight *flight) {
    thread_exceptions &mine = exceptions();
    mine.uncaught++;
    flight->next_flying = mine.flying;
    mine.flying = flight;
    __builtin_wasm_throw(0, flight);
}

static void end_flight(flight *flight) {
    thread_exceptions &mine = exceptions();
    mine.uncaught--;
    struct flight **at = &mine.flying;
    while (*at != flight) at = &(*at)->next_flying;
    *at = flight->next_flying;
}

} // namespace antecede

using namespace antecede;

extern "C" {

void *__cxa_allocate_exception(size_t bytes) noexcept {
    void *memory = std::calloc(1, sizeof(primary) + bytes);
    if (!memory) std::terminate();
    return static_cast<primary *>(memory)->object();
}

void __cxa_free_exception(void *object) noexcept { std::free(primary::of(object)); }

__cxxabiv1::__cxa_exception *__cxa_init_primary_exception(void *object, std::type_info *type,
                                                          destructor *destroy) noexcept {
    primary *exception = primary::of(object);
    exception->type = type;
    exception->destroy = destroy;
    exception->first.of = exception;
    return reinterpret_cast<__cxxabiv1::__cxa_exception *>(exception);
}

[[noreturn]] void __cxa_throw(void *object, std::type_info *type, destructor *destroy) {
    __cxa_init_primary_exception(object, type, destroy);
    primary *exception = primary::of(object);
    acquire_reference(exception);
    antecede_thrown(exception);
    take_off(&exception->first);
}

void *__cxa_get_exception_ptr(void *thrown) noexcept {
    return static_cast<flight *>(thrown)->adjusted;
}

void *__cxa_begin_catch(void *thrown) noexcept {
    flight *flight = static_cast<struct flight *>(thrown);
    thread_exceptions &mine = exceptions();
    flight->handlers = std::abs(flight->handlers) + 1;
    if (flight != mine.caught) {
        flight->next_caught = mine.caught;
        mine.caught = flight;
    }
    end_flight(flight);
    return flight->adjusted;
}

void __cxa_end_catch() {
    thread_exceptions &mine = exceptions();
    flight *flight = mine.caught;
    if (!flight) return;
    bool is_rethrown = flight->handlers < 0;
    flight->handlers += is_rethrown ? 1 : -1;
    if (flight->handlers != 0) return;
    mine.caught = flight->next_caught;
    if (!is_rethrown) land(flight);
}

[[noreturn]] void __cxa_rethrow() {
    flight *flight = exceptions().caught;
    if (!flight) std::terminate();
    flight->handlers = -flight->handlers;
    take_off(flight);
}

// ---- For std::exception_ptr --------------------------------------------------------------------

void __cxa_increment_exception_refcount(void *object) noexcept {
    if (object) acquire_reference(primary::of(object));
}

void __cxa_decrement_exception_refcount(void *object) noexcept {
    if (object) release_reference(primary::of(object));
}

void *__cxa_current_primary_exception() noexcept {
    flight *flight = exceptions().caught;
    if (!flight) return nullptr;
    acquire_reference(flight->of);
    return flight->of->object();
}

void __cxa_rethrow_primary_exception(void *object) {
    if (!object) return;
    flight *again = static_cast<flight *>(std::calloc(1, sizeof(flight)));
    if (!again) std::terminate();
    again->of = primary::of(object);
    acquire_reference(again->of);
    take_off(again);
}

bool __cxa_uncaught_exception() noexcept { return exceptions().uncaught != 0; }

unsigned __cxa_uncaught_exceptions() noexcept { return exceptions().uncaught; }

void *__cxa_get_globals() { return &exceptions(); }

void *__cxa_get_globals_fast() { return &exceptions(); }

} // extern "C"
