// Memory of the thread layer itself, from libc's own allocator: no events, no heap block of the
// program. The program may have owned the same bytes before, so their shadow is cleared: a
// synchronization key in them must not begin with somebody's clock.

#include "thread.h"
#include <string.h>

void *__real_malloc(size_t);
void __real_free(void *);

void *antecede_private_allocate(uint32_t bytes) {
    void *p = __real_malloc(bytes);
    if (!p) return NULL;
    memset(p, 0, bytes);
    antecede_shadow_clear(p, bytes);
    return p;
}

void antecede_private_free(void *p) { __real_free(p); }
