// The functions that programs of the software verification competition (SV-COMP) take for granted:
// values that the environment chooses, here by the seed, sections that nothing interrupts, and an
// error that must not be reached. Those for loops and spins are GenMC's: advice, without effect.

#include "thread.h"
#include <stdint.h>
#include <stdlib.h>

#define WEAK __attribute__((weak))
#define NONDET(name, type) \
    WEAK type __VERIFIER_nondet_##name(void); \
    WEAK type __VERIFIER_nondet_##name(void) { return (type)antecede_random32(); }

NONDET(int, int)
NONDET(uint, unsigned)
NONDET(unsigned, unsigned)
NONDET(unsigned_int, unsigned)
NONDET(long, long)
NONDET(ulong, unsigned long)
NONDET(short, short)
NONDET(ushort, unsigned short)
NONDET(char, char)
NONDET(uchar, unsigned char)
NONDET(unsigned_char, unsigned char)
NONDET(size_t, size_t)
NONDET(u8, unsigned char)
NONDET(u16, unsigned short)
NONDET(u32, unsigned)
NONDET(sector_t, unsigned long)
NONDET(pthread_t, unsigned long)

static uint64_t random64(void) {
    uint64_t high = antecede_random32();
    return high << 32 | antecede_random32();
}

#define NONDET_WIDE(name, type) \
    WEAK type __VERIFIER_nondet_##name(void); \
    WEAK type __VERIFIER_nondet_##name(void) { return (type)random64(); }

NONDET_WIDE(longlong, long long)
NONDET_WIDE(ulonglong, unsigned long long)
NONDET_WIDE(loff_t, long long)
NONDET_WIDE(int128, __int128)
NONDET_WIDE(uint128, unsigned __int128)

WEAK float __VERIFIER_nondet_float(void);
WEAK float __VERIFIER_nondet_float(void) {
    union { uint32_t bits; float value; } any = {antecede_random32()};
    return any.value;
}

WEAK double __VERIFIER_nondet_double(void);
WEAK double __VERIFIER_nondet_double(void) {
    union { uint64_t bits; double value; } any = {random64()};
    return any.value;
}

// Any other pointer would be no program's own: NULL, which a program must expect.
WEAK void *__VERIFIER_nondet_pointer(void);
WEAK void *__VERIFIER_nondet_pointer(void) { return NULL; }

WEAK char *__VERIFIER_nondet_pchar(void);
WEAK char *__VERIFIER_nondet_pchar(void) { return NULL; }

WEAK _Bool __VERIFIER_nondet_bool(void);
WEAK _Bool __VERIFIER_nondet_bool(void) { return antecede_random32() & 1; }

// A run that breaks an assumption is no run of the program.
WEAK void __VERIFIER_assume(int holds);
WEAK void __VERIFIER_assume(int holds) {
    if (!holds) _Exit(0);
}

// One lock for all sections: they exclude each other and are ordered as they are executed. A section
// may hold another: functions named __VERIFIER_atomic_… are sections as a whole, and call each other
// (src/toolchain/atomic-sections.ts).
static pthread_mutex_t sections = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

WEAK void __VERIFIER_atomic_begin(void);
WEAK void __VERIFIER_atomic_begin(void) { pthread_mutex_lock(&sections); }

WEAK void __VERIFIER_atomic_end(void);
WEAK void __VERIFIER_atomic_end(void) { pthread_mutex_unlock(&sections); }

// ---- Errors ------------------------------------------------------------------------------------

WEAK void __VERIFIER_error(void);
WEAK void __VERIFIER_error(void) { abort(); }

WEAK void reach_error(void);
WEAK void reach_error(void) { abort(); }

WEAK void __VERIFIER_assert(int holds);
WEAK void __VERIFIER_assert(int holds) {
    if (!holds) abort();
}

// ---- Advice ------------------------------------------------------------------------------------

WEAK void __VERIFIER_loop_begin(void);
WEAK void __VERIFIER_loop_begin(void) {}

WEAK void __VERIFIER_loop_bound(int rounds);
WEAK void __VERIFIER_loop_bound(int rounds) { (void)rounds; }

WEAK void __VERIFIER_spin_start(void);
WEAK void __VERIFIER_spin_start(void) {}

WEAK void __VERIFIER_spin_end(int holds);
WEAK void __VERIFIER_spin_end(int holds) { (void)holds; }
