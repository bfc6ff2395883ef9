// Locking until a time of any clock, with the timed functions of POSIX, which know one clock.

#ifndef ANTECEDE_CXX_DEADLINE_H
#define ANTECEDE_CXX_DEADLINE_H

#pragma GCC system_header

// Not <chrono>, which by way of <locale> needs <mutex>.
#include <__chrono/duration.h>
#include <__chrono/system_clock.h>
#include <__chrono/time_point.h>
#include <time.h>

namespace std {
inline namespace __2 {

// `__try` waits for the lock until a time of the real-time clock and returns 0 once it has it.
template <class _Clock, class _Duration, class _Try>
bool __antecede_lock_until(const chrono::time_point<_Clock, _Duration> &__time, _Try __try) {
    for (;;) {
        // Rounded up.
        auto __left = chrono::duration_cast<chrono::nanoseconds>(__time - _Clock::now()) +
                      chrono::nanoseconds(1);
        chrono::nanoseconds __at = chrono::system_clock::now().time_since_epoch() + __left;
        auto __seconds = chrono::duration_cast<chrono::seconds>(__at);
        timespec __absolute;
        __absolute.tv_sec = __seconds.count();
        __absolute.tv_nsec = chrono::nanoseconds(__at - __seconds).count();
        if (__try(__absolute) == 0) return true;
        // The clocks may run apart.
        if (_Clock::now() >= __time) return false;
    }
}

} // namespace __2
} // namespace std

#endif
