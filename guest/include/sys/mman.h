// <sys/mman.h> without wasi-libc's demand for a macro.
#ifndef _WASI_EMULATED_MMAN
#define _WASI_EMULATED_MMAN
#endif
#include_next <sys/mman.h>
