// Included before every source, for what the compiler would leave out or refuse.
//
// Weak compare-exchanges: LLVM's pass makes a call of each compare-exchange and leaves out
// whether it is weak: these macros tell the runtime, which may then let it fail for no reason
// (C17 7.17.7.4, C++20 [atomics.types.operations]/24).
//
//   begins   the last argument to be evaluated: the next compare-exchange is weak
//   ends     takes the result, and returns false if the failure was of that kind
//
// A compare-exchange within an argument has begun and ended before. Clang evaluates the failure
// order last, and after it the flag `weak` of the builtins that have one.

#pragma GCC system_header

#ifndef __ANTECEDE_WEAK_H
#define __ANTECEDE_WEAK_H

#ifdef __cplusplus
#define __ANTECEDE_BOOL bool
extern "C" {
#else
#define __ANTECEDE_BOOL _Bool
#endif

__attribute__((__nothrow__)) void __antecede_weak_begins(void);
__attribute__((__nothrow__)) __ANTECEDE_BOOL __antecede_weak_ends(__ANTECEDE_BOOL);

// Never a function of the program's: gnu_inline has no definition to link, and may be called from
// inline functions of any linkage.
#define __ANTECEDE_INLINE \
    extern __inline__ __attribute__((__gnu_inline__, __always_inline__, __nodebug__, __nothrow__))

// The compiler's own check of the order looks for a constant, which a call is not.
__ANTECEDE_INLINE int __antecede_weak_order(int __order)
    __attribute__((__diagnose_if__(__order == 3 || __order == 4,
                                   "failure memory order argument to atomic operation is invalid",
                                   "warning", "atomic-memory-ordering")));

__ANTECEDE_INLINE int __antecede_weak_order(int __order) {
    __antecede_weak_begins();
    return __order;
}

// Returns `strong`: which of the two instructions is made has no effect.
__ANTECEDE_INLINE __ANTECEDE_BOOL __antecede_weak_if(__ANTECEDE_BOOL __weak_flag) {
    if (__weak_flag) __antecede_weak_begins();
    return 0;
}

__ANTECEDE_INLINE __ANTECEDE_BOOL __antecede_weak_result(__ANTECEDE_BOOL __exchanged,
                                                         __ANTECEDE_BOOL __maybe_weak) {
    return __maybe_weak ? __antecede_weak_ends(__exchanged) : __exchanged;
}

#ifdef __cplusplus
}
#endif

// As many arguments as the builtin has: commas of a template's arguments make more of them, and then
// the compare-exchange is taken for a strong one.
#define __c11_atomic_compare_exchange_weak(...) \
    __ANTECEDE_IF_5(__ANTECEDE_C11_WEAK, __ANTECEDE_C11, __VA_ARGS__)(__VA_ARGS__)
#define __atomic_compare_exchange_n(...) \
    __ANTECEDE_IF_6(__ANTECEDE_N_WEAK, __ANTECEDE_N, __VA_ARGS__)(__VA_ARGS__)
#define __atomic_compare_exchange(...) \
    __ANTECEDE_IF_6(__ANTECEDE_GENERIC_WEAK, __ANTECEDE_GENERIC, __VA_ARGS__)(__VA_ARGS__)

// Within its own expansion a name is the builtin's.
#define __ANTECEDE_C11(...) __c11_atomic_compare_exchange_weak(__VA_ARGS__)
#define __ANTECEDE_C11_WEAK(p, expected, desired, order, failure) \
    __antecede_weak_result( \
        __c11_atomic_compare_exchange_weak(p, expected, desired, order, \
                                           __antecede_weak_order(failure)), \
        1)

#define __ANTECEDE_N(...) __atomic_compare_exchange_n(__VA_ARGS__)
#define __ANTECEDE_N_WEAK(p, expected, desired, weak, order, failure) \
    __antecede_weak_result(__atomic_compare_exchange_n(p, expected, desired, \
                                                       __antecede_weak_if(weak), order, failure), \
                           __ANTECEDE_MAYBE(weak))

#define __ANTECEDE_GENERIC(...) __atomic_compare_exchange(__VA_ARGS__)
#define __ANTECEDE_GENERIC_WEAK(p, expected, desired, weak, order, failure) \
    __antecede_weak_result(__atomic_compare_exchange(p, expected, desired, \
                                                     __antecede_weak_if(weak), order, failure), \
                           __ANTECEDE_MAYBE(weak))

// 0 where it is known that there is nothing to end. Does not evaluate the flag.
#define __ANTECEDE_MAYBE(weak) (__builtin_constant_p(weak) ? !!(weak) : 1)

// `yes` if so many arguments follow, else `no`; for up to 24.
#define __ANTECEDE_IF_5(yes, no, ...) \
    __ANTECEDE_25TH(__VA_ARGS__, no, no, no, no, no, no, no, no, no, no, no, no, no, no, no, no, \
                    no, no, no, yes, no, no, no, no, ~)
#define __ANTECEDE_IF_6(yes, no, ...) \
    __ANTECEDE_25TH(__VA_ARGS__, no, no, no, no, no, no, no, no, no, no, no, no, no, no, no, no, \
                    no, no, yes, no, no, no, no, no, ~)
#define __ANTECEDE_25TH(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, \
                        name, ...) \
    name

// ---- Inline assembly ---------------------------------------------------------------------------
// The instructions by which programs wait and order accesses, where they have no operands, as
// macros of the assembler: hints are nothing, fences of all accesses those of C11. x86's fences of
// reads or writes alone are nothing that C11 knows.

__asm__(".macro pause\n.endm\n"
        ".macro rep\n.endm\n"
        ".macro yield\n.endm\n"
        ".macro lfence\n.endm\n"
        ".macro sfence\n.endm\n"
        ".macro mfence\n"
        ".functype __tsan_atomic_thread_fence (i32) -> ()\n"
        "i32.const 5\n"
        "call __tsan_atomic_thread_fence\n"
        ".endm\n"
        ".macro dmb domain:vararg\nmfence\n.endm\n");

#define __builtin_ia32_pause() ((void)0)
#define __builtin_ia32_lfence() ((void)0)
#define __builtin_ia32_sfence() ((void)0)
#define __builtin_ia32_mfence() __atomic_thread_fence(__ATOMIC_SEQ_CST)

#endif
