#include <stdio.h>

int main(void)
{
    puts("no semicolon")
    return 0;
}
