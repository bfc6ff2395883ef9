// expect: clean; stdout: "refused\n"
// More than there can be: malloc returns NULL, and the program goes on.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    volatile size_t huge = SIZE_MAX / 2 + 1;
    void *block = malloc(huge);
    puts(block == NULL ? "refused" : "given");
    free(block);
    return 0;
}
