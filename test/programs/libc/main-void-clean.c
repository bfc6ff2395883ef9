// expect: clean; stdout: "void\n"; native: skip
#include <stdio.h>

void main(void)
{
    puts("void");
}
