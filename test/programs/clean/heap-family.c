// expect: clean; stdout: "0 abc 1 0\n"
// calloc clears, realloc keeps, aligned_alloc aligns, free(NULL) does nothing.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    char *zeros = calloc(100, 10);
    char *text = malloc(4);
    strcpy(text, "abc");
    text = realloc(text, 5000);
    void *aligned = aligned_alloc(64, 128);
    void *by_posix = NULL;
    int failed = posix_memalign(&by_posix, 128, 10);
    printf("%d %s %d %d\n", zeros[999], text, (uintptr_t)aligned % 64 == 0, failed);
    free(zeros);
    free(text);
    free(aligned);
    free(by_posix);
    free(NULL);
    return 0;
}
