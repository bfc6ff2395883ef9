// What the files of this folder say when a program misuses an object.

#include "thread.h"

int antecede_is_exiting;

void antecede_destroyed_in_use(int32_t misuse, const void *object, uint32_t owner) {
    // A thread that waits or works until the process is gone is no defect of most programs.
    if (!antecede_is_exiting) antecede_misused(misuse, object, antecede_number(owner));
}

// [basic.start.term] leaves threads that outlive main with destroyed locks; natively those of the
// C++ library are as good as before.
void antecede_object_ends(void *object) {
    if (!antecede_is_exiting) antecede_object_renewed(object);
}
