// How parallel algorithms are divided among threads: into a few parts of neighbouring elements.
// [algorithms.parallel.exec]

#ifndef ANTECEDE_CXX_PSTL_PARTS_H
#define ANTECEDE_CXX_PSTL_PARTS_H

#pragma GCC system_header

#include <__config>

#if __cplusplus >= 201703L

#include <__cstddef/size_t.h>
#include <__iterator/concepts.h>
#include <__iterator/cpp17_iterator_concepts.h>
#include <__iterator/iterator_traits.h>
#include <__memory/unique_ptr.h>
#include <__type_traits/enable_if.h>
#include <__type_traits/is_execution_policy.h>
#include <__type_traits/remove_cvref.h>
#include <__utility/move.h>
#include <optional>

// Iterators of ranges are taken too, those of std::views::iota above all. [iterator.requirements]
#if __cplusplus >= 202002L
#undef _LIBCPP_REQUIRE_CPP17_FORWARD_ITERATOR
#define _LIBCPP_REQUIRE_CPP17_FORWARD_ITERATOR(iterator, message) \
    static_assert(::std::__cpp17_forward_iterator<iterator> || ::std::forward_iterator<iterator>, \
                  message)
#endif

// guest/cxx/instrumented/parallel.cc: calls `__run` for each part, on a thread of its own.
extern "C" void antecede_parallel(unsigned __parts, void (*__run)(void *, unsigned),
                                  void *__context) noexcept;

namespace std {
inline namespace __2 {
namespace __pstl {

inline constexpr unsigned __most_parts = 4;

template <class _Policy>
using __if_policy = __enable_if_t<is_execution_policy_v<__remove_cvref_t<_Policy>>, int>;

/** Whether an algorithm of this policy goes over these iterators in parts. */
template <class _Policy, class... _Iterators>
inline constexpr bool __in_parts_v =
    __is_parallel_execution_policy_v<__remove_cvref_t<_Policy>> &&
    (__has_random_access_iterator_category_or_concept<_Iterators>::value && ...);

template <class _Function> void __run_parts(unsigned __parts, _Function __function) {
    auto *__call = +[](void *__context, unsigned __part) {
        (*static_cast<_Function *>(__context))(__part);
    };
    antecede_parallel(__parts, __call, &__function);
}

/** Calls the function for each part, none of them empty; tells how many there are. The range is one
    of iterators, or of numbers. */
template <class _Iterator, class _Function>
unsigned __in_parts(_Iterator __first, _Iterator __last, _Function __function) {
    auto __count = __last - __first;
    unsigned __parts = __count < __most_parts ? static_cast<unsigned>(__count) : __most_parts;
    __run_parts(__parts, [&](unsigned __part) {
        auto __size = __count / __parts;
        auto __more = __count % __parts;
        // The first parts have one more.
        auto __start = [&](unsigned __of) {
            return __size * __of + (__of < __more ? __of : __more);
        };
        __function(__part, __first + __start(__part), __first + __start(__part + 1));
    });
    return __parts;
}

/** What the function makes of each part, combined from left to right; of an empty range, once. */
template <class _Iterator, class _Function, class _Combine>
auto __of_parts(_Iterator __first, _Iterator __last, _Function __function, _Combine __combine) {
    optional<decltype(__function(__first, __last))> __results[__most_parts];
    unsigned __parts =
        __in_parts(__first, __last, [&](unsigned __part, _Iterator __from, _Iterator __to) {
            __results[__part].emplace(__function(__from, __to));
        });
    if (__parts == 0) return __function(__first, __last);
    for (unsigned __part = 1; __part < __parts; ++__part) {
        __results[0].emplace(
            __combine(std::move(*__results[0]), std::move(*__results[__part])));
    }
    return std::move(*__results[0]);
}

/** The least number below `__count` for which the function holds, else `__count`. */
template <class _Count, class _Function>
_Count __first_where(_Count __count, _Function __holds) {
    auto __search = [&](_Count __from, _Count __to) {
        while (__from != __to && !__holds(__from)) ++__from;
        return __from == __to ? __count : __from;
    };
    if (__count <= 0) return __count;
    return __of_parts(_Count(0), __count, __search, [](_Count __left, _Count __right) {
        return __left < __right ? __left : __right;
    });
}

/** For each number below `__count`, whether the function holds. */
template <class _Count, class _Function>
unique_ptr<bool[]> __where(_Count __count, _Function __holds) {
    unique_ptr<bool[]> __results(new bool[static_cast<size_t>(__count)]);
    __in_parts(_Count(0), __count, [&](unsigned, _Count __from, _Count __to) {
        for (; __from != __to; ++__from) __results[__from] = static_cast<bool>(__holds(__from));
    });
    return __results;
}

} // namespace __pstl
} // namespace __2
} // namespace std

#endif
#endif
