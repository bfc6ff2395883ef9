// expect: clean; stdout: "0\n"; options: --cas-failure-rate=0.9
// A strong compare-exchange fails only for a reason, also as an argument of a weak one, in the
// function that a weak one's argument calls, and right after a weak one.
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

static atomic_int value, inner;
static int plain, failures;

static int strongly(int result)
{
    int expected = atomic_load(&inner);
    failures += !atomic_compare_exchange_strong(&inner, &expected, expected + 1);
    int old = plain;
    failures += !__atomic_compare_exchange_n(&plain, &old, old + 1, false, __ATOMIC_SEQ_CST,
                                             __ATOMIC_SEQ_CST);
    failures += !__sync_bool_compare_and_swap(&plain, old + 1, old);
    return result;
}

int main(void)
{
    for (int i = 0; i < 200; i++) {
        int expected = atomic_load(&value);
        atomic_compare_exchange_weak_explicit(&value, &expected, expected + strongly(1),
                                              strongly(memory_order_seq_cst),
                                              strongly(memory_order_seq_cst));
        strongly(0);
        int old = plain;
        __atomic_compare_exchange_n(&plain, &old, strongly(old), strongly(1), __ATOMIC_SEQ_CST,
                                    strongly(__ATOMIC_SEQ_CST));
        strongly(0);
    }
    printf("%d\n", failures);
    return 0;
}
