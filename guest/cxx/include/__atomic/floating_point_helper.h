// libc++'s header, without the builtin that adds to a floating-point number: LLVM's pass has no hook
// for it. The library then makes a loop of compare-exchanges, with the same order.

#ifndef ANTECEDE_CXX_ATOMIC_FLOATING_POINT_HELPER_H
#define ANTECEDE_CXX_ATOMIC_FLOATING_POINT_HELPER_H

#pragma GCC system_header

#define __has_rmw_builtin __precompiled_has_rmw_builtin
#include_next <__atomic/floating_point_helper.h>
#undef __has_rmw_builtin

#if __cplusplus >= 202002L

namespace std {
inline namespace __2 {

template <class _Tp>
constexpr bool __has_rmw_builtin() {
  return false;
}

} // namespace __2
} // namespace std

#endif
#endif
