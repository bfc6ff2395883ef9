// Weak compare-exchanges, which may fail for no reason: what guest/include/antecede-weak.h tells.

#ifndef ANTECEDE_WEAK_H
#define ANTECEDE_WEAK_H

#include "runtime.h"
#include <stdbool.h>

// Around each compare-exchange that is weak in the source; ends returns its result.
void __antecede_weak_begins(void);
bool __antecede_weak_ends(bool exchanged);

// Whether the thread's compare-exchange that begins here fails for no reason.
bool antecede_fails_spuriously(void);

// What LLVM's pass calls tells failure by a value that is not the expected one. Here it is.
void antecede_failed_unnoticed(void);

#endif
