// The end of dlmalloc's heap. libc's own sbrk takes the size of memory for the break, and memory
// stays grown when the host uses an instance for another run: addresses would depend on the runs
// before. So the break is counted here, and the host is told how much memory the program has.

#include "intercept.h"
#include <errno.h>

enum { PAGE_BYTES = 65536 };

extern unsigned char __heap_end;

static uintptr_t program_break;
static uint64_t opened_pages;

REPLACEMENT void *sbrk(intptr_t increment) {
    if (!program_break) {
        program_break = (uintptr_t)&__heap_end;
        opened_pages = program_break / PAGE_BYTES;
    }
    uintptr_t old = program_break;
    uint64_t wanted = (uint64_t)old + (uint64_t)increment;
    uint64_t pages = (wanted + PAGE_BYTES - 1) / PAGE_BYTES;
    uint64_t have = __builtin_wasm_memory_size(0);
    if (increment < 0 || pages > PAGE_BYTES ||
        (pages > have && __builtin_wasm_memory_grow(0, pages - have) == SIZE_MAX)) {
        errno = ENOMEM;
        return (void *)-1;
    }
    if (pages > opened_pages) {
        opened_pages = pages;
        antecede_opened((uint32_t)pages);
    }
    program_break = (uintptr_t)wanted;
    return (void *)old;
}
