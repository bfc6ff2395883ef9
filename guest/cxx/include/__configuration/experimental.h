// Parallel algorithms and synchronized output streams are C++17's and C++20's; libc++ has them, but
// only under -fexperimental-library, which would also turn on what is not in this sysroot.

#ifndef ANTECEDE_CXX_EXPERIMENTAL_H
#define ANTECEDE_CXX_EXPERIMENTAL_H

#pragma GCC system_header

#include_next <__configuration/experimental.h>

#undef _LIBCPP_HAS_EXPERIMENTAL_PSTL
#define _LIBCPP_HAS_EXPERIMENTAL_PSTL 1
#undef _LIBCPP_HAS_EXPERIMENTAL_SYNCSTREAM
#define _LIBCPP_HAS_EXPERIMENTAL_SYNCSTREAM 1

#endif
