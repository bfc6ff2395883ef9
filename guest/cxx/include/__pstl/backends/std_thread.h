// Parallel algorithms on several threads; libc++'s own for want of another library runs them on the
// caller's alone, where nothing that they call could race. [algorithms.parallel.exec]

#ifndef ANTECEDE_CXX_PSTL_STD_THREAD_H
#define ANTECEDE_CXX_PSTL_STD_THREAD_H

#pragma GCC system_header

#include <__config>

#include <__algorithm/inplace_merge.h>
#include <__algorithm/lower_bound.h>
#include <__cstddef/size_t.h>
#include <__pstl/backend_fwd.h>
#include <__pstl/cpu_algos/any_of.h>
#include <__pstl/cpu_algos/cpu_traits.h>
#include <__pstl/cpu_algos/fill.h>
#include <__pstl/cpu_algos/find_if.h>
#include <__pstl/cpu_algos/for_each.h>
#include <__pstl/cpu_algos/merge.h>
#include <__pstl/cpu_algos/stable_sort.h>
#include <__pstl/cpu_algos/transform.h>
#include <__pstl/cpu_algos/transform_reduce.h>
#include <__pstl/parts.h>
#include <__utility/empty.h>
#include <__utility/move.h>
#include <optional>

#if __cplusplus >= 201703L

namespace std {
inline namespace __2 {
namespace __pstl {

template <> struct __cpu_traits<__std_thread_backend_tag> {
    static constexpr size_t __lane_size = 64;

    static void __cancel_execution() {}

    template <class _Iterator, class _Function>
    static optional<__empty> __for_each(_Iterator __first, _Iterator __last, _Function __function) {
        __in_parts(__first, __last, [&](unsigned, _Iterator __from, _Iterator __to) {
            __function(__from, __to);
        });
        return __empty{};
    }

    template <class _Iterator, class _Unary, class _Tp, class _Binary, class _Reduce>
    static optional<_Tp> __transform_reduce(_Iterator __first, _Iterator __last, _Unary __unary,
                                            _Tp __value, _Binary __binary, _Reduce __reduce) {
        optional<_Tp> __results[__most_parts];
        // The initial value counts once, so each part begins with its own first element.
        __in_parts(__first, __last, [&](unsigned __part, _Iterator __from, _Iterator __to) {
            _Tp __begin(__unary(__from));
            __results[__part].emplace(__reduce(__from + 1, __to, std::move(__begin)));
        });
        for (optional<_Tp> &__result : __results) {
            if (__result) __value = __binary(std::move(__value), *std::move(__result));
        }
        return __value;
    }

    template <class _Iterator, class _Compare, class _LeafSort>
    static optional<__empty> __stable_sort(_Iterator __first, _Iterator __last, _Compare __compare,
                                           _LeafSort __sort) {
        _Iterator __ends[__most_parts];
        unsigned __parts =
            __in_parts(__first, __last, [&](unsigned __part, _Iterator __from, _Iterator __to) {
                __sort(__from, __to, __compare);
                __ends[__part] = __to;
            });
        for (unsigned __part = 1; __part < __parts; ++__part) {
            std::inplace_merge(__first, __ends[__part - 1], __ends[__part], __compare);
        }
        return __empty{};
    }

    template <class _Iterator1, class _Iterator2, class _Output, class _Compare, class _LeafMerge>
    static optional<__empty> __merge(_Iterator1 __first1, _Iterator1 __last1, _Iterator2 __first2,
                                     _Iterator2 __last2, _Output __output, _Compare __compare,
                                     _LeafMerge __merge) {
        if (__first1 == __last1) {
            __merge(__first1, __last1, __first2, __last2, __output, __compare);
            return __empty{};
        }
        _Iterator1 __middle1 = __first1 + (__last1 - __first1) / 2;
        _Iterator2 __middle2 = std::lower_bound(__first2, __last2, *__middle1, __compare);
        _Output __rest = __output + ((__middle1 - __first1) + (__middle2 - __first2));
        __run_parts(2, [&](unsigned __part) {
            if (__part == 0) {
                __merge(__first1, __middle1, __first2, __middle2, __output, __compare);
            } else {
                __merge(__middle1, __last1, __middle2, __last2, __rest, __compare);
            }
        });
        return __empty{};
    }
};

#define ANTECEDE_ALGORITHM(name) \
    template <class _Policy> \
    struct __##name<__std_thread_backend_tag, _Policy> \
        : __cpu_parallel_##name<__std_thread_backend_tag, _Policy> {};

ANTECEDE_ALGORITHM(any_of)
ANTECEDE_ALGORITHM(fill)
ANTECEDE_ALGORITHM(find_if)
ANTECEDE_ALGORITHM(for_each)
ANTECEDE_ALGORITHM(merge)
ANTECEDE_ALGORITHM(stable_sort)
ANTECEDE_ALGORITHM(transform)
ANTECEDE_ALGORITHM(transform_binary)
ANTECEDE_ALGORITHM(transform_reduce)
ANTECEDE_ALGORITHM(transform_reduce_binary)

#undef ANTECEDE_ALGORITHM

} // namespace __pstl
} // namespace __2
} // namespace std

#endif
#endif
