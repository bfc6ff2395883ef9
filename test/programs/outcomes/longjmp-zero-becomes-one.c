// expect: clean; stdout: "1\n"
// C11 7.13.2.1p4: setjmp cannot be made to return 0 by longjmp.
#include <setjmp.h>
#include <stdio.h>

int main(void)
{
    jmp_buf back;
    volatile int jumped = 0;
    int value = setjmp(back);
    if (!jumped) {
        jumped = 1;
        longjmp(back, 0);
    }
    printf("%d\n", value);
    return 0;
}
