// libc++'s header, with a native wait for every atomic object of 1, 2, 4 or 8 bytes, and not of 8
// alone: the runtime then compares the value itself before a thread sleeps. A thread that read an
// older value, as weak memory allows, would else sleep through the notification.

#ifndef ANTECEDE_CXX_ATOMIC_WAITABLE_TRAITS_H
#define ANTECEDE_CXX_ATOMIC_WAITABLE_TRAITS_H

#pragma GCC system_header

#define __has_native_atomic_wait __precompiled_has_native_atomic_wait
#include_next <__atomic/atomic_waitable_traits.h>
#undef __has_native_atomic_wait

#if __cplusplus >= 202002L

namespace std {
inline namespace __2 {

template <class _Tp>
concept __has_native_atomic_wait =
    is_trivially_copyable_v<_Tp> && sizeof(_Tp) <= 8 && (sizeof(_Tp) & (sizeof(_Tp) - 1)) == 0;

} // namespace __2
} // namespace std

#endif
#endif
