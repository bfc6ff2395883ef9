// expect: clean; stdout: "10000\n"
// Ten thousand small frames are deep, and fine.
#include <stdio.h>

static int depth_of(int n)
{
    volatile int own = n;
    return own == 0 ? 0 : 1 + depth_of(own - 1);
}

int main(void)
{
    printf("%d\n", depth_of(10000));
    return 0;
}
