// expect: exit 134; tsan: any
// One thread, so nothing concurrent about it: an invalid free.
#include <stdlib.h>

int main(void)
{
    char *volatile block = malloc(100);
    free(block);
    free(block);
    return 0;
}
