// expect: clean; stdout: "out\n"; stderr: "err"
// The two streams of the program stay apart.
#include <stdio.h>

int main(void)
{
    fputs("err\n", stderr);
    fputs("out\n", stdout);
    return 0;
}
