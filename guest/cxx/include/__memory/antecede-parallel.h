// The algorithms on uninitialized memory with an execution policy, which this libc++ lacks:
// constructors and destructors run on several threads. [specialized.algorithms]

#ifndef ANTECEDE_CXX_MEMORY_PARALLEL_H
#define ANTECEDE_CXX_MEMORY_PARALLEL_H

#pragma GCC system_header

#if __cplusplus >= 201703L && defined(_LIBCPP_PSTL_BACKEND_STD_THREAD)

#include <__memory/construct_at.h>
#include <__memory/uninitialized_algorithms.h>
#include <__pstl/parts.h>
#include <__utility/pair.h>

namespace std {
inline namespace __2 {

// Once for each algorithm on one range, and its form that takes a count.
#define ANTECEDE_ON_ONE_RANGE(name) \
    template <class _Policy, class _Iterator, __pstl::__if_policy<_Policy> = 0> \
    void name(_Policy &&, _Iterator __first, _Iterator __last) noexcept { \
        if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) { \
            __pstl::__in_parts(__first, __last, [](unsigned, _Iterator __from, _Iterator __to) { \
                std::name(__from, __to); \
            }); \
        } else { \
            std::name(__first, __last); \
        } \
    } \
\
    template <class _Policy, class _Iterator, class _Size, __pstl::__if_policy<_Policy> = 0> \
    _Iterator name##_n(_Policy &&__policy, _Iterator __first, _Size __n) noexcept { \
        if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) { \
            std::name(__policy, __first, __first + __n); \
            return __first + __n; \
        } else { \
            return std::name##_n(__first, __n); \
        } \
    }

ANTECEDE_ON_ONE_RANGE(destroy)
ANTECEDE_ON_ONE_RANGE(uninitialized_default_construct)
ANTECEDE_ON_ONE_RANGE(uninitialized_value_construct)

#undef ANTECEDE_ON_ONE_RANGE

// Once for each algorithm from one range into another. `counted_result` is what its form that takes
// a count returns, given that form's arguments and where both ranges end.
#define ANTECEDE_INTO_ANOTHER(name, counted_result) \
    template <class _Policy, class _Iterator, class _Output, __pstl::__if_policy<_Policy> = 0> \
    _Output name(_Policy &&, _Iterator __first, _Iterator __last, _Output __output) noexcept { \
        if constexpr (__pstl::__in_parts_v<_Policy, _Iterator, _Output>) { \
            __pstl::__in_parts(__first, __last, [&](unsigned, _Iterator __from, _Iterator __to) { \
                std::name(__from, __to, __output + (__from - __first)); \
            }); \
            return __output + (__last - __first); \
        } else { \
            return std::name(__first, __last, __output); \
        } \
    } \
\
    template <class _Policy, class _Iterator, class _Size, class _Output, \
              __pstl::__if_policy<_Policy> = 0> \
    auto name##_n(_Policy &&__policy, _Iterator __first, _Size __n, _Output __output) noexcept { \
        if constexpr (__pstl::__in_parts_v<_Policy, _Iterator, _Output>) { \
            _Iterator __end = __first + __n; \
            _Output __output_end = std::name(__policy, __first, __end, __output); \
            return counted_result; \
        } else { \
            return std::name##_n(__first, __n, __output); \
        } \
    }

ANTECEDE_INTO_ANOTHER(uninitialized_copy, __output_end)
ANTECEDE_INTO_ANOTHER(uninitialized_move, (pair<_Iterator, _Output>(__end, __output_end)))

#undef ANTECEDE_INTO_ANOTHER

template <class _Policy, class _Iterator, class _Tp, __pstl::__if_policy<_Policy> = 0>
void uninitialized_fill(_Policy &&, _Iterator __first, _Iterator __last,
                        const _Tp &__value) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        __pstl::__in_parts(__first, __last, [&](unsigned, _Iterator __from, _Iterator __to) {
            std::uninitialized_fill(__from, __to, __value);
        });
    } else {
        std::uninitialized_fill(__first, __last, __value);
    }
}

template <class _Policy, class _Iterator, class _Size, class _Tp,
          __pstl::__if_policy<_Policy> = 0>
_Iterator uninitialized_fill_n(_Policy &&__policy, _Iterator __first, _Size __n,
                               const _Tp &__value) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        std::uninitialized_fill(__policy, __first, __first + __n, __value);
        return __first + __n;
    } else {
        return std::uninitialized_fill_n(__first, __n, __value);
    }
}

} // namespace __2
} // namespace std

#endif
#endif
