// expect: exit 134; native: skip
// glibc may crash (139) before it notices.
#include <stdlib.h>

static int global;

int main(void)
{
    void *volatile not_from_malloc = &global;
    free(not_from_malloc);
    return 0;
}
