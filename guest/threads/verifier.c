// The functions that programs of the software verification competition (SV-COMP) take for granted:
// values that the environment chooses, here by the seed, and sections that nothing interrupts.

#include "thread.h"
#include <stdlib.h>

#define WEAK __attribute__((weak))
#define NONDET(name, type) \
    WEAK type __VERIFIER_nondet_##name(void); \
    WEAK type __VERIFIER_nondet_##name(void) { return (type)antecede_random32(); }

NONDET(int, int)
NONDET(uint, unsigned)
NONDET(long, long)
NONDET(ulong, unsigned long)
NONDET(short, short)
NONDET(ushort, unsigned short)
NONDET(char, char)
NONDET(uchar, unsigned char)
NONDET(size_t, size_t)

WEAK _Bool __VERIFIER_nondet_bool(void);
WEAK _Bool __VERIFIER_nondet_bool(void) { return antecede_random32() & 1; }

// A run that breaks an assumption is no run of the program.
WEAK void __VERIFIER_assume(int holds);
WEAK void __VERIFIER_assume(int holds) {
    if (!holds) _Exit(0);
}

// One lock for all sections: they exclude each other and are ordered as they are executed.
static pthread_mutex_t sections = PTHREAD_MUTEX_INITIALIZER;

WEAK void __VERIFIER_atomic_begin(void);
WEAK void __VERIFIER_atomic_begin(void) { pthread_mutex_lock(&sections); }

WEAK void __VERIFIER_atomic_end(void);
WEAK void __VERIFIER_atomic_end(void) { pthread_mutex_unlock(&sections); }
