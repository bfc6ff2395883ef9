// The numeric algorithms with an execution policy that this libc++ lacks: scans, and the difference
// of neighbours, on several threads. [numeric.ops.overview]

#ifndef ANTECEDE_CXX_NUMERIC_PSTL_H
#define ANTECEDE_CXX_NUMERIC_PSTL_H

#pragma GCC system_header

#include_next <__numeric/pstl.h>

#if __cplusplus >= 201703L

#include <__functional/identity.h>
#include <__functional/operations.h>
#include <__numeric/adjacent_difference.h>
#include <__numeric/transform_exclusive_scan.h>
#include <__numeric/transform_inclusive_scan.h>
#include <__pstl/parts.h>
#include <__type_traits/remove_cvref.h>

namespace std {
inline namespace __2 {
namespace __pstl {

/** The sum of each part, on threads of their own; then each part's results, which begin with the
    sum of all before it. The output may be the input: a thread reads an element before it writes
    it. */
template <bool _IsInclusive, class _Iterator, class _Output, class _Tp, class _Binary, class _Unary>
_Output __scan(_Iterator __first, _Iterator __last, _Output __output, optional<_Tp> __begin,
               _Binary __binary, _Unary __unary) {
    optional<_Tp> __sums[__most_parts + 1];
    if (__begin) __sums[0].emplace(std::move(*__begin));
    unsigned __parts =
        __in_parts(__first, __last, [&](unsigned __part, _Iterator __from, _Iterator __to) {
            optional<_Tp> __sum(in_place, __unary(*__from));
            while (++__from != __to) __sum.emplace(__binary(std::move(*__sum), __unary(*__from)));
            __sums[__part + 1].emplace(std::move(*__sum));
        });
    for (unsigned __part = 1; __part < __parts; ++__part) {
        if (!__sums[__part - 1]) continue;
        __sums[__part].emplace(__binary(*__sums[__part - 1], std::move(*__sums[__part])));
    }
    __in_parts(__first, __last, [&](unsigned __part, _Iterator __from, _Iterator __to) {
        optional<_Tp> &__sum = __sums[__part];
        for (_Output __at = __output + (__from - __first); __from != __to; ++__from, ++__at) {
            optional<_Tp> __next;
            if (__sum) {
                __next.emplace(__binary(*__sum, __unary(*__from)));
            } else {
                __next.emplace(__unary(*__from));
            }
            if constexpr (_IsInclusive) {
                *__at = *__next;
            } else {
                *__at = std::move(*__sum);
            }
            __sum.emplace(std::move(*__next));
        }
    });
    return __output + (__last - __first);
}

} // namespace __pstl

// An exception that leaves a function of the program's ends it: each of these is noexcept.
// [algorithms.parallel.exceptions]
#define ANTECEDE_PARALLEL(...) \
    template <class _Policy, class _Iterator, class _Output, __VA_ARGS__, \
              __pstl::__if_policy<_Policy> = 0> \
    _Output

ANTECEDE_PARALLEL(class _Binary, class _Unary, class _Tp)
transform_inclusive_scan(_Policy &&, _Iterator __first, _Iterator __last, _Output __output,
                         _Binary __binary, _Unary __unary, _Tp __begin) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator, _Output>) {
        return __pstl::__scan<true>(__first, __last, __output,
                                    optional<_Tp>(std::move(__begin)), __binary, __unary);
    } else {
        return std::transform_inclusive_scan(__first, __last, __output, __binary, __unary,
                                             std::move(__begin));
    }
}

ANTECEDE_PARALLEL(class _Binary, class _Unary)
transform_inclusive_scan(_Policy &&, _Iterator __first, _Iterator __last, _Output __output,
                         _Binary __binary, _Unary __unary) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator, _Output>) {
        using _Tp = __remove_cvref_t<decltype(__unary(*__first))>;
        return __pstl::__scan<true>(__first, __last, __output, optional<_Tp>(), __binary, __unary);
    } else {
        return std::transform_inclusive_scan(__first, __last, __output, __binary, __unary);
    }
}

ANTECEDE_PARALLEL(class _Tp, class _Binary, class _Unary)
transform_exclusive_scan(_Policy &&, _Iterator __first, _Iterator __last, _Output __output,
                         _Tp __begin, _Binary __binary, _Unary __unary) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator, _Output>) {
        return __pstl::__scan<false>(__first, __last, __output,
                                     optional<_Tp>(std::move(__begin)), __binary, __unary);
    } else {
        return std::transform_exclusive_scan(__first, __last, __output, std::move(__begin),
                                             __binary, __unary);
    }
}

ANTECEDE_PARALLEL(class _Binary, class _Tp)
inclusive_scan(_Policy &&__policy, _Iterator __first, _Iterator __last, _Output __output,
               _Binary __binary, _Tp __begin) noexcept {
    return std::transform_inclusive_scan(__policy, __first, __last, __output, __binary,
                                         __identity(), std::move(__begin));
}

ANTECEDE_PARALLEL(class _Binary = plus<>)
inclusive_scan(_Policy &&__policy, _Iterator __first, _Iterator __last, _Output __output,
               _Binary __binary = {}) noexcept {
    return std::transform_inclusive_scan(__policy, __first, __last, __output, __binary,
                                         __identity());
}

ANTECEDE_PARALLEL(class _Tp, class _Binary = plus<>)
exclusive_scan(_Policy &&__policy, _Iterator __first, _Iterator __last, _Output __output,
               _Tp __begin, _Binary __binary = {}) noexcept {
    return std::transform_exclusive_scan(__policy, __first, __last, __output, std::move(__begin),
                                         __binary, __identity());
}

ANTECEDE_PARALLEL(class _Binary = minus<>)
adjacent_difference(_Policy &&, _Iterator __first, _Iterator __last, _Output __output,
                    _Binary __binary = {}) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator, _Output>) {
        auto __count = __last - __first;
        __pstl::__in_parts(decltype(__count)(0), __count, [&](unsigned, auto __from, auto __to) {
            for (; __from != __to; ++__from) {
                if (__from == 0) {
                    __output[0] = __first[0];
                } else {
                    __output[__from] = __binary(__first[__from], __first[__from - 1]);
                }
            }
        });
        return __output + __count;
    } else {
        return std::adjacent_difference(__first, __last, __output, __binary);
    }
}

#undef ANTECEDE_PARALLEL

} // namespace __2
} // namespace std

#endif
#endif
