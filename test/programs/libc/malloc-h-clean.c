// expect: clean; stdout: "3\n"
// glibc's <malloc.h> brings <stddef.h>, and programs rely on it.
#include <malloc.h>
#include <stdio.h>

int main(void)
{
    char *block = malloc(8);
    ptrdiff_t distance = block + 3 - block;
    printf("%td\n", distance);
    free(block);
    return 0;
}
