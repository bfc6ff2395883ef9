// expect: exit 134; native: skip
#include <stdlib.h>

int main(void)
{
    char *volatile block = calloc(100, 1);
    free(block + 16);
    return 0;
}
