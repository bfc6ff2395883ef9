// The hook before a constructor or destructor sets an object's pointer to its virtual functions.

#include "cxx/guest.h"

extern "C" {

// Setting it anew to what it is changes nothing for a concurrent virtual call: no write, as in
// ThreadSanitizer.
void __tsan_vptr_update(void **pointer, void *value) {
    if (*pointer != value) antecede_vptr_write(pointer);
}

} // extern "C"
