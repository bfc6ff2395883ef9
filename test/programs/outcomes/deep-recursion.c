// expect: clean; stdout: "100000\n"
// A hundred thousand small frames fit into 8 MB, as on Linux.
#include <stdio.h>

static int depth_of(int n)
{
    volatile int own = n;
    return own == 0 ? 0 : 1 + depth_of(own - 1);
}

int main(void)
{
    printf("%d\n", depth_of(100000));
    return 0;
}
