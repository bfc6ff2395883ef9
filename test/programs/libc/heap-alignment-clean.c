// expect: clean; stdout: "ok\n"
#define _GNU_SOURCE
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void demand(int holds, int line)
{
    if (holds) return;
    printf("line %d\n", line);
    exit(1);
}
#define DEMAND(condition) demand(condition, __LINE__)

int main(void)
{
    for (size_t alignment = 16; alignment <= 65536; alignment *= 2) {
        char *p = aligned_alloc(alignment, 3 * alignment);
        DEMAND(p && (uintptr_t)p % alignment == 0);
        memset(p, 1, 3 * alignment);
        void *q = NULL;
        DEMAND(posix_memalign(&q, alignment, 10) == 0 && (uintptr_t)q % alignment == 0);
        p = realloc(p, 5 * alignment);
        DEMAND(p[3 * alignment - 1] == 1);
        free(p);
        free(q);
    }
    void *unchanged = &errno;
    DEMAND(posix_memalign(&unchanged, 3, 10) == EINVAL && unchanged == &errno);
    errno = 0;
    DEMAND(calloc(SIZE_MAX / 2, 4) == NULL && errno == ENOMEM);
    DEMAND(reallocarray(NULL, SIZE_MAX / 2, 4) == NULL);
    char *zeros = calloc(100, 10);
    for (int i = 0; i < 1000; i++) DEMAND(zeros[i] == 0);
    DEMAND(malloc_usable_size(zeros) >= 1000 && malloc_usable_size(NULL) == 0);
    free(zeros);
    free(NULL);
    char *empty = malloc(0);
    free(empty);
    for (int i = 0; i < 20000; i++) {
        char *block = malloc(1 + i % 3000);
        block[i % 3000] = 1;
        free(block);
    }
    puts("ok");
    return 0;
}
