// qsort writes its array: at the start, so that a race is found where it is called, and again at
// the end, when the comparisons may have let other threads run. bsearch only calls the comparison.

#define _GNU_SOURCE
#include "intercept.h"
#include <stdlib.h>

void __real_qsort(void *, size_t, size_t, int (*)(const void *, const void *));
void __real_qsort_r(void *, size_t, size_t, int (*)(const void *, const void *, void *), void *);

INTERCEPTOR void qsort(void *array, size_t count, size_t size,
                       int (*compare)(const void *, const void *)) {
    writes(array, count * size);
    __real_qsort(array, count, size, compare);
    writes(array, count * size);
}

INTERCEPTOR void qsort_r(void *array, size_t count, size_t size,
                         int (*compare)(const void *, const void *, void *), void *context) {
    writes(array, count * size);
    __real_qsort_r(array, count, size, compare, context);
    writes(array, count * size);
}
