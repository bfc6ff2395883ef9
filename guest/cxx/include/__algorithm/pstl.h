// The algorithms with an execution policy that this libc++ lacks. [algorithm.syn]
//
// Those that call functions of the program's for each element do so on several threads, where the
// functions could race; what remains to do for their results, the caller's thread does. Without
// iterators of random access, and for rotate, shift_left, shift_right, partial_sort_copy, includes
// and the operations on sets, the caller's thread does all, as the standard lets it.

#ifndef ANTECEDE_CXX_ALGORITHM_PSTL_H
#define ANTECEDE_CXX_ALGORITHM_PSTL_H

#pragma GCC system_header

// Those of libc++ that return nothing, where the standard has them tell where they end.
#include <__algorithm/fill_n.h>
#include <__algorithm/for_each_n.h>
#include <__algorithm/generate_n.h>
#include <__algorithm/replace_copy.h>
#include <__algorithm/replace_copy_if.h>
#include <__pstl/backend.h>
#define fill_n __precompiled_fill_n
#define for_each_n __precompiled_for_each_n
#define generate_n __precompiled_generate_n
#define replace_copy __precompiled_replace_copy
#define replace_copy_if __precompiled_replace_copy_if
#include_next <__algorithm/pstl.h>
#undef fill_n
#undef for_each_n
#undef generate_n
#undef replace_copy
#undef replace_copy_if

#if __cplusplus >= 201703L

#include <__algorithm/shift_left.h>
#include <__algorithm/shift_right.h>
#include <__functional/operations.h>
#include <__iterator/distance.h>
#include <__iterator/next.h>
#include <__pstl/parts.h>
#include <__utility/pair.h>

namespace std {
inline namespace __2 {

// An exception that leaves a function of the program's ends it: each of these is noexcept.
// [algorithms.parallel.exceptions]
#define ANTECEDE_PARALLEL(...) \
    template <class _Policy, __VA_ARGS__, __pstl::__if_policy<_Policy> = 0>

// ---- Searching: the first place where something holds -------------------------------------------

ANTECEDE_PARALLEL(class _Iterator, class _Predicate = equal_to<>)
_Iterator adjacent_find(_Policy &&, _Iterator __first, _Iterator __last,
                        _Predicate __predicate = {}) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        auto __count = __last - __first - 1;
        auto __at = __pstl::__first_where(
            __count, [&](auto __n) { return __predicate(__first[__n], __first[__n + 1]); });
        return __at == __count ? __last : __first + __at;
    } else {
        return std::adjacent_find(__first, __last, __predicate);
    }
}

ANTECEDE_PARALLEL(class _Iterator1, class _Iterator2, class _Predicate = equal_to<>)
pair<_Iterator1, _Iterator2> mismatch(_Policy &&, _Iterator1 __first1, _Iterator1 __last1,
                                      _Iterator2 __first2, _Predicate __predicate = {}) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator1, _Iterator2>) {
        auto __at = __pstl::__first_where(__last1 - __first1, [&](auto __n) {
            return !__predicate(__first1[__n], __first2[__n]);
        });
        return {__first1 + __at, __first2 + __at};
    } else {
        return std::mismatch(__first1, __last1, __first2, __predicate);
    }
}

ANTECEDE_PARALLEL(class _Iterator1, class _Iterator2, class _Predicate = equal_to<>)
pair<_Iterator1, _Iterator2> mismatch(_Policy &&__policy, _Iterator1 __first1, _Iterator1 __last1,
                                      _Iterator2 __first2, _Iterator2 __last2,
                                      _Predicate __predicate = {}) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator1, _Iterator2>) {
        if (__last2 - __first2 < __last1 - __first1) __last1 = __first1 + (__last2 - __first2);
        return std::mismatch(__policy, __first1, __last1, __first2, __predicate);
    } else {
        return std::mismatch(__first1, __last1, __first2, __last2, __predicate);
    }
}

ANTECEDE_PARALLEL(class _Iterator1, class _Iterator2, class _Compare = less<>)
bool lexicographical_compare(_Policy &&__policy, _Iterator1 __first1, _Iterator1 __last1,
                             _Iterator2 __first2, _Iterator2 __last2,
                             _Compare __compare = {}) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator1, _Iterator2>) {
        auto [__at1, __at2] = std::mismatch(
            __policy, __first1, __last1, __first2, __last2,
            [&](auto &&__left, auto &&__right) {
                return !__compare(__left, __right) && !__compare(__right, __left);
            });
        if (__at2 == __last2) return false;
        return __at1 == __last1 || __compare(*__at1, *__at2);
    } else {
        return std::lexicographical_compare(__first1, __last1, __first2, __last2, __compare);
    }
}

ANTECEDE_PARALLEL(class _Iterator1, class _Iterator2, class _Predicate = equal_to<>)
_Iterator1 find_first_of(_Policy &&, _Iterator1 __first1, _Iterator1 __last1, _Iterator2 __first2,
                         _Iterator2 __last2, _Predicate __predicate = {}) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator1>) {
        return __first1 + __pstl::__first_where(__last1 - __first1, [&](auto __n) {
                   auto __from = __first1 + __n;
                   return std::find_first_of(__from, __from + 1, __first2, __last2, __predicate) ==
                          __from;
               });
    } else {
        return std::find_first_of(__first1, __last1, __first2, __last2, __predicate);
    }
}

ANTECEDE_PARALLEL(class _Iterator1, class _Iterator2, class _Predicate = equal_to<>)
_Iterator1 search(_Policy &&, _Iterator1 __first1, _Iterator1 __last1, _Iterator2 __first2,
                  _Iterator2 __last2, _Predicate __predicate = {}) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator1, _Iterator2>) {
        auto __size = __last2 - __first2;
        auto __count = __last1 - __first1 - __size + 1;
        if (__count <= 0) return __last1;
        auto __at = __pstl::__first_where(__count, [&](auto __n) {
            return std::equal(__first2, __last2, __first1 + __n,
                              [&](auto &&__wanted, auto &&__element) {
                                  return __predicate(__element, __wanted);
                              });
        });
        return __at == __count ? __last1 : __first1 + __at;
    } else {
        return std::search(__first1, __last1, __first2, __last2, __predicate);
    }
}

ANTECEDE_PARALLEL(class _Iterator1, class _Iterator2, class _Predicate = equal_to<>)
_Iterator1 find_end(_Policy &&, _Iterator1 __first1, _Iterator1 __last1, _Iterator2 __first2,
                    _Iterator2 __last2, _Predicate __predicate = {}) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator1, _Iterator2>) {
        auto __size = __last2 - __first2;
        auto __count = __last1 - __first1 - __size + 1;
        if (__count <= 0 || __size == 0) return __last1;
        auto __at = __pstl::__first_where(__count, [&](auto __n) {
            return std::equal(__first2, __last2, __first1 + (__count - 1 - __n),
                              [&](auto &&__wanted, auto &&__element) {
                                  return __predicate(__element, __wanted);
                              });
        });
        return __at == __count ? __last1 : __first1 + (__count - 1 - __at);
    } else {
        return std::find_end(__first1, __last1, __first2, __last2, __predicate);
    }
}

ANTECEDE_PARALLEL(class _Iterator, class _Size, class _Tp, class _Predicate = equal_to<>)
_Iterator search_n(_Policy &&, _Iterator __first, _Iterator __last, _Size __size,
                   const _Tp &__value, _Predicate __predicate = {}) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        if (__size <= 0) return __first;
        auto __count = __last - __first - __size + 1;
        if (__count <= 0) return __last;
        auto __at = __pstl::__first_where(__count, [&](auto __n) {
            auto __from = __first + __n;
            return std::all_of(__from, __from + __size, [&](auto &&__element) {
                return __predicate(__element, __value);
            });
        });
        return __at == __count ? __last : __first + __at;
    } else {
        return std::search_n(__first, __last, __size, __value, __predicate);
    }
}

ANTECEDE_PARALLEL(class _Iterator, class _Compare = less<>)
_Iterator is_sorted_until(_Policy &&__policy, _Iterator __first, _Iterator __last,
                          _Compare __compare = {}) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        auto __at = std::adjacent_find(
            __policy, __first, __last,
            [&](auto &&__left, auto &&__right) { return __compare(__right, __left); });
        return __at == __last ? __last : __at + 1;
    } else {
        return std::is_sorted_until(__first, __last, __compare);
    }
}

ANTECEDE_PARALLEL(class _Iterator, class _Compare = less<>)
bool is_sorted(_Policy &&__policy, _Iterator __first, _Iterator __last,
               _Compare __compare = {}) noexcept {
    return std::is_sorted_until(__policy, __first, __last, __compare) == __last;
}

ANTECEDE_PARALLEL(class _Iterator, class _Compare = less<>)
_Iterator is_heap_until(_Policy &&, _Iterator __first, _Iterator __last,
                        _Compare __compare = {}) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        return __first + __pstl::__first_where(__last - __first, [&](auto __n) {
                   return __n > 0 && __compare(__first[(__n - 1) / 2], __first[__n]);
               });
    } else {
        return std::is_heap_until(__first, __last, __compare);
    }
}

ANTECEDE_PARALLEL(class _Iterator, class _Compare = less<>)
bool is_heap(_Policy &&__policy, _Iterator __first, _Iterator __last,
             _Compare __compare = {}) noexcept {
    return std::is_heap_until(__policy, __first, __last, __compare) == __last;
}

// ---- The least and the greatest -----------------------------------------------------------------

ANTECEDE_PARALLEL(class _Iterator, class _Compare = less<>)
_Iterator min_element(_Policy &&, _Iterator __first, _Iterator __last,
                      _Compare __compare = {}) noexcept {
    auto __least = [&](_Iterator __from, _Iterator __to) {
        return std::min_element(__from, __to, __compare);
    };
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        auto __less = [&](_Iterator __left, _Iterator __right) {
            return __compare(*__right, *__left) ? __right : __left;
        };
        return __pstl::__of_parts(__first, __last, __least, __less);
    } else {
        return __least(__first, __last);
    }
}

ANTECEDE_PARALLEL(class _Iterator, class _Compare = less<>)
_Iterator max_element(_Policy &&__policy, _Iterator __first, _Iterator __last,
                      _Compare __compare = {}) noexcept {
    return std::min_element(__policy, __first, __last, [&](auto &&__left, auto &&__right) {
        return __compare(__right, __left);
    });
}

ANTECEDE_PARALLEL(class _Iterator, class _Compare = less<>)
pair<_Iterator, _Iterator> minmax_element(_Policy &&, _Iterator __first, _Iterator __last,
                                          _Compare __compare = {}) noexcept {
    auto __both = [&](_Iterator __from, _Iterator __to) {
        return std::minmax_element(__from, __to, __compare);
    };
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        return __pstl::__of_parts(__first, __last, __both, [&](auto __left, auto __right) {
            // The first of the least, and the last of the greatest. [alg.min.max]
            if (__compare(*__right.first, *__left.first)) __left.first = __right.first;
            if (!__compare(*__right.second, *__left.second)) __left.second = __right.second;
            return __left;
        });
    } else {
        return __both(__first, __last);
    }
}

// ---- Elements for which something holds: kept, left out, or put first ---------------------------

ANTECEDE_PARALLEL(class _Iterator, class _Output, class _Predicate)
_Output copy_if(_Policy &&, _Iterator __first, _Iterator __last, _Output __output,
                _Predicate __predicate) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        auto __count = __last - __first;
        auto __taken =
            __pstl::__where(__count, [&](auto __n) { return __predicate(__first[__n]); });
        for (decltype(__count) __n = 0; __n < __count; ++__n) {
            if (__taken[__n]) *__output++ = __first[__n];
        }
        return __output;
    } else {
        return std::copy_if(__first, __last, __output, __predicate);
    }
}

ANTECEDE_PARALLEL(class _Iterator, class _Output, class _Predicate)
_Output remove_copy_if(_Policy &&__policy, _Iterator __first, _Iterator __last, _Output __output,
                       _Predicate __predicate) noexcept {
    return std::copy_if(__policy, __first, __last, __output, [&](auto &&__element) {
        return !__predicate(__element);
    });
}

ANTECEDE_PARALLEL(class _Iterator, class _Output, class _Tp)
_Output remove_copy(_Policy &&__policy, _Iterator __first, _Iterator __last, _Output __output,
                    const _Tp &__value) noexcept {
    return std::copy_if(__policy, __first, __last, __output, [&](auto &&__element) {
        return !(__element == __value);
    });
}

ANTECEDE_PARALLEL(class _Iterator, class _Output1, class _Output2, class _Predicate)
pair<_Output1, _Output2> partition_copy(_Policy &&, _Iterator __first, _Iterator __last,
                                        _Output1 __holding, _Output2 __others,
                                        _Predicate __predicate) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        auto __count = __last - __first;
        auto __holds =
            __pstl::__where(__count, [&](auto __n) { return __predicate(__first[__n]); });
        for (decltype(__count) __n = 0; __n < __count; ++__n) {
            if (__holds[__n]) {
                *__holding++ = __first[__n];
            } else {
                *__others++ = __first[__n];
            }
        }
        return {__holding, __others};
    } else {
        return std::partition_copy(__first, __last, __holding, __others, __predicate);
    }
}

ANTECEDE_PARALLEL(class _Iterator, class _Output, class _Predicate = equal_to<>)
_Output unique_copy(_Policy &&, _Iterator __first, _Iterator __last, _Output __output,
                    _Predicate __predicate = {}) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        auto __count = __last - __first;
        auto __repeats = __pstl::__where(__count, [&](auto __n) {
            return __n > 0 && __predicate(__first[__n - 1], __first[__n]);
        });
        for (decltype(__count) __n = 0; __n < __count; ++__n) {
            if (!__repeats[__n]) *__output++ = __first[__n];
        }
        return __output;
    } else {
        return std::unique_copy(__first, __last, __output, __predicate);
    }
}

namespace __pstl {

/** Moves the elements that stay to the front; tells where they end. */
template <class _Iterator, class _Removed>
_Iterator __remove_where(_Iterator __first, _Iterator __last, _Removed __removed) {
    auto __count = __last - __first;
    auto __flags = __pstl::__where(__count, __removed);
    _Iterator __end = __first;
    for (decltype(__count) __n = 0; __n < __count; ++__n) {
        if (__flags[__n]) continue;
        if (__end != __first + __n) *__end = std::move(__first[__n]);
        ++__end;
    }
    return __end;
}

/** Puts the elements between `__from` and `__to` that have their flag before the others, and tells
    where the others begin; both keep their order. */
template <class _Iterator, class _Count>
_Iterator __gather(_Iterator __first, _Count __from, _Count __to, const bool *__flags) {
    if (__from == __to) return __first + __from;
    if (__from + 1 == __to) return __first + (__flags[__from] ? __to : __from);
    _Count __middle = __from + (__to - __from) / 2;
    _Iterator __left = __pstl::__gather(__first, __from, __middle, __flags);
    _Iterator __right = __pstl::__gather(__first, __middle, __to, __flags);
    return std::rotate(__left, __first + __middle, __right);
}

} // namespace __pstl

ANTECEDE_PARALLEL(class _Iterator, class _Predicate)
_Iterator remove_if(_Policy &&, _Iterator __first, _Iterator __last,
                    _Predicate __predicate) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        return __pstl::__remove_where(__first, __last,
                                      [&](auto __n) { return __predicate(__first[__n]); });
    } else {
        return std::remove_if(__first, __last, __predicate);
    }
}

ANTECEDE_PARALLEL(class _Iterator, class _Tp)
_Iterator remove(_Policy &&__policy, _Iterator __first, _Iterator __last,
                 const _Tp &__value) noexcept {
    return std::remove_if(__policy, __first, __last,
                          [&](auto &&__element) { return __element == __value; });
}

ANTECEDE_PARALLEL(class _Iterator, class _Predicate = equal_to<>)
_Iterator unique(_Policy &&, _Iterator __first, _Iterator __last,
                 _Predicate __predicate = {}) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        return __pstl::__remove_where(__first, __last, [&](auto __n) {
            return __n > 0 && __predicate(__first[__n - 1], __first[__n]);
        });
    } else {
        return std::unique(__first, __last, __predicate);
    }
}

ANTECEDE_PARALLEL(class _Iterator, class _Predicate)
_Iterator stable_partition(_Policy &&, _Iterator __first, _Iterator __last,
                           _Predicate __predicate) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        auto __count = __last - __first;
        auto __holds =
            __pstl::__where(__count, [&](auto __n) { return __predicate(__first[__n]); });
        return __pstl::__gather(__first, decltype(__count)(0), __count, __holds.get());
    } else {
        return std::stable_partition(__first, __last, __predicate);
    }
}

ANTECEDE_PARALLEL(class _Iterator, class _Predicate)
_Iterator partition(_Policy &&__policy, _Iterator __first, _Iterator __last,
                    _Predicate __predicate) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        return std::stable_partition(__policy, __first, __last, __predicate);
    } else {
        return std::partition(__first, __last, __predicate);
    }
}

// ---- Elements get other values ------------------------------------------------------------------

ANTECEDE_PARALLEL(class _Iterator, class _Size, class _Tp)
_Iterator fill_n(_Policy &&__policy, _Iterator __first, _Size __n, const _Tp &__value) noexcept {
    if (__n <= 0) return __first;
    std::__precompiled_fill_n(__policy, __first, __n, __value);
    return std::next(__first, __n);
}

ANTECEDE_PARALLEL(class _Iterator, class _Size, class _Function)
_Iterator for_each_n(_Policy &&__policy, _Iterator __first, _Size __n,
                     _Function __function) noexcept {
    if (__n <= 0) return __first;
    std::__precompiled_for_each_n(__policy, __first, __n, __function);
    return std::next(__first, __n);
}

ANTECEDE_PARALLEL(class _Iterator, class _Size, class _Function)
_Iterator generate_n(_Policy &&__policy, _Iterator __first, _Size __n,
                     _Function __function) noexcept {
    if (__n <= 0) return __first;
    std::__precompiled_generate_n(__policy, __first, __n, __function);
    return std::next(__first, __n);
}

ANTECEDE_PARALLEL(class _Iterator, class _Output, class _Predicate, class _Tp)
_Output replace_copy_if(_Policy &&__policy, _Iterator __first, _Iterator __last, _Output __output,
                        _Predicate __predicate, const _Tp &__value) noexcept {
    std::__precompiled_replace_copy_if(__policy, __first, __last, __output, __predicate, __value);
    return std::next(__output, std::distance(__first, __last));
}

ANTECEDE_PARALLEL(class _Iterator, class _Output, class _Tp)
_Output replace_copy(_Policy &&__policy, _Iterator __first, _Iterator __last, _Output __output,
                     const _Tp &__old, const _Tp &__value) noexcept {
    std::__precompiled_replace_copy(__policy, __first, __last, __output, __old, __value);
    return std::next(__output, std::distance(__first, __last));
}

// ---- Elements change places ---------------------------------------------------------------------

ANTECEDE_PARALLEL(class _Iterator1, class _Iterator2)
_Iterator2 swap_ranges(_Policy &&, _Iterator1 __first1, _Iterator1 __last1,
                       _Iterator2 __first2) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator1, _Iterator2>) {
        __pstl::__in_parts(__first1, __last1, [&](unsigned, _Iterator1 __from, _Iterator1 __to) {
            std::swap_ranges(__from, __to, __first2 + (__from - __first1));
        });
        return __first2 + (__last1 - __first1);
    } else {
        return std::swap_ranges(__first1, __last1, __first2);
    }
}

ANTECEDE_PARALLEL(class _Iterator)
void reverse(_Policy &&, _Iterator __first, _Iterator __last) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        auto __half = (__last - __first) / 2;
        __pstl::__in_parts(decltype(__half)(0), __half, [&](unsigned, auto __from, auto __to) {
            for (; __from != __to; ++__from) {
                std::iter_swap(__first + __from, __last - 1 - __from);
            }
        });
    } else {
        std::reverse(__first, __last);
    }
}

ANTECEDE_PARALLEL(class _Iterator, class _Output)
_Output reverse_copy(_Policy &&, _Iterator __first, _Iterator __last, _Output __output) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator, _Output>) {
        __pstl::__in_parts(__first, __last, [&](unsigned, _Iterator __from, _Iterator __to) {
            std::reverse_copy(__from, __to, __output + (__last - __to));
        });
        return __output + (__last - __first);
    } else {
        return std::reverse_copy(__first, __last, __output);
    }
}

ANTECEDE_PARALLEL(class _Iterator)
_Iterator rotate(_Policy &&, _Iterator __first, _Iterator __middle, _Iterator __last) noexcept {
    return std::rotate(__first, __middle, __last);
}

#if __cplusplus >= 202002L
ANTECEDE_PARALLEL(class _Iterator)
_Iterator shift_left(_Policy &&, _Iterator __first, _Iterator __last,
                     typename iterator_traits<_Iterator>::difference_type __n) noexcept {
    return std::shift_left(__first, __last, __n);
}

ANTECEDE_PARALLEL(class _Iterator)
_Iterator shift_right(_Policy &&, _Iterator __first, _Iterator __last,
                      typename iterator_traits<_Iterator>::difference_type __n) noexcept {
    return std::shift_right(__first, __last, __n);
}
#endif

// ---- Sorted ranges ------------------------------------------------------------------------------

// To sort all, or all again, is a correct way to sort a part or to merge; it calls `__compare` on
// several threads.
ANTECEDE_PARALLEL(class _Iterator, class _Compare = less<>)
void partial_sort(_Policy &&__policy, _Iterator __first, _Iterator __middle, _Iterator __last,
                  _Compare __compare = {}) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        std::sort(__policy, __first, __last, __compare);
    } else {
        std::partial_sort(__first, __middle, __last, __compare);
    }
}

ANTECEDE_PARALLEL(class _Iterator, class _Compare = less<>)
void nth_element(_Policy &&__policy, _Iterator __first, _Iterator __nth, _Iterator __last,
                 _Compare __compare = {}) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        std::sort(__policy, __first, __last, __compare);
    } else {
        std::nth_element(__first, __nth, __last, __compare);
    }
}

ANTECEDE_PARALLEL(class _Iterator, class _Compare = less<>)
void inplace_merge(_Policy &&__policy, _Iterator __first, _Iterator __middle, _Iterator __last,
                   _Compare __compare = {}) noexcept {
    if constexpr (__pstl::__in_parts_v<_Policy, _Iterator>) {
        std::stable_sort(__policy, __first, __last, __compare);
    } else {
        std::inplace_merge(__first, __middle, __last, __compare);
    }
}

ANTECEDE_PARALLEL(class _Iterator, class _Output, class _Compare = less<>)
_Output partial_sort_copy(_Policy &&, _Iterator __first, _Iterator __last, _Output __output,
                          _Output __output_end, _Compare __compare = {}) noexcept {
    return std::partial_sort_copy(__first, __last, __output, __output_end, __compare);
}

ANTECEDE_PARALLEL(class _Iterator1, class _Iterator2, class _Compare = less<>)
bool includes(_Policy &&, _Iterator1 __first1, _Iterator1 __last1, _Iterator2 __first2,
              _Iterator2 __last2, _Compare __compare = {}) noexcept {
    return std::includes(__first1, __last1, __first2, __last2, __compare);
}

#define ANTECEDE_SET_OPERATION(name) \
    ANTECEDE_PARALLEL(class _Iterator1, class _Iterator2, class _Output, class _Compare = less<>) \
    _Output name(_Policy &&, _Iterator1 __first1, _Iterator1 __last1, _Iterator2 __first2, \
                 _Iterator2 __last2, _Output __output, _Compare __compare = {}) noexcept { \
        return std::name(__first1, __last1, __first2, __last2, __output, __compare); \
    }

ANTECEDE_SET_OPERATION(set_difference)
ANTECEDE_SET_OPERATION(set_intersection)
ANTECEDE_SET_OPERATION(set_symmetric_difference)
ANTECEDE_SET_OPERATION(set_union)

#undef ANTECEDE_SET_OPERATION
#undef ANTECEDE_PARALLEL

} // namespace __2
} // namespace std

#endif
#endif
