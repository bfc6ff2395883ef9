// expect: clean; native: skip
// What programs of SV-COMP and GenMC declare and don't define.
#include <stddef.h>

extern double __VERIFIER_nondet_double(void);
extern float __VERIFIER_nondet_float(void);
extern unsigned __VERIFIER_nondet_unsigned(void);
extern unsigned long long __VERIFIER_nondet_ulonglong(void);
extern long long __VERIFIER_nondet_longlong(void);
extern __int128 __VERIFIER_nondet_int128(void);
extern void *__VERIFIER_nondet_pointer(void);
extern void __VERIFIER_assume(int);
extern void __VERIFIER_assert(int);
extern void __VERIFIER_error(void);
extern void __VERIFIER_loop_begin(void);
extern void __VERIFIER_spin_start(void);
extern void __VERIFIER_spin_end(int);
extern void reach_error(void);

int main(void)
{
    __VERIFIER_spin_start();
    double sum = __VERIFIER_nondet_double() + __VERIFIER_nondet_float();
    __VERIFIER_spin_end(1);
    __VERIFIER_loop_begin();
    int is_known = __VERIFIER_nondet_ulonglong() + __VERIFIER_nondet_unsigned() == 0;
    is_known += __VERIFIER_nondet_longlong() + __VERIFIER_nondet_int128() == 0;
    __VERIFIER_assert(__VERIFIER_nondet_pointer() == NULL);
    if (is_known && sum > 0) __VERIFIER_error();
    __VERIFIER_assume(!is_known);
    __VERIFIER_assume(0);
    reach_error();
}
