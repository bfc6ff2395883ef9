// What wasi-libc hides of <malloc.h>.
#ifndef ANTECEDE_MALLOC_H
#define ANTECEDE_MALLOC_H

#include <stdlib.h>

#ifdef __cplusplus
extern "C" {
#endif

void *memalign(size_t, size_t);
void *valloc(size_t);
size_t malloc_usable_size(void *);

#ifdef __cplusplus
}
#endif

#endif
