// Of each thread: whether its next compare-exchange is weak, and whether it failed although it read
// the expected value, which its result doesn't show.

#include "atomics/weak.h"

static _Thread_local bool is_weak;
static _Thread_local bool failed_unnoticed;

void __antecede_weak_begins(void) { is_weak = true; }

bool __antecede_weak_ends(bool exchanged) {
    bool failed = failed_unnoticed;
    is_weak = false;
    failed_unnoticed = false;
    return exchanged && !failed;
}

bool antecede_fails_spuriously(void) {
    bool may_fail = is_weak;
    is_weak = false;
    return may_fail && antecede_spurious_failure();
}

void antecede_failed_unnoticed(void) { failed_unnoticed = true; }
