// What wasi-libc hides of <malloc.h>.
#ifndef ANTECEDE_MALLOC_H
#define ANTECEDE_MALLOC_H

#include <stddef.h>
#include <stdlib.h>

#define M_MXFAST 1
#define M_TRIM_THRESHOLD (-1)
#define M_TOP_PAD (-2)
#define M_MMAP_THRESHOLD (-3)
#define M_MMAP_MAX (-4)
#define M_CHECK_ACTION (-5)
#define M_PERTURB (-6)
#define M_ARENA_TEST (-7)
#define M_ARENA_MAX (-8)

struct mallinfo {
    int arena, ordblks, smblks, hblks, hblkhd, usmblks, fsmblks, uordblks, fordblks, keepcost;
};

struct mallinfo2 {
    size_t arena, ordblks, smblks, hblks, hblkhd, usmblks, fsmblks, uordblks, fordblks, keepcost;
};

#ifdef __cplusplus
extern "C" {
#endif

void *memalign(size_t, size_t);
void *valloc(size_t);
void *pvalloc(size_t);
size_t malloc_usable_size(void *);
int malloc_trim(size_t);
int mallopt(int, int);
void malloc_stats(void);
struct mallinfo mallinfo(void);
struct mallinfo2 mallinfo2(void);

#ifdef __cplusplus
}
#endif

#endif
