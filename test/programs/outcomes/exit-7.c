// expect: exit 7; stdout: "before\n"
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    puts("before");
    exit(7);
}
