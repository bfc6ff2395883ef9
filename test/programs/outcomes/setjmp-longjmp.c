// expect: clean; stdout: "0 1 2 3 done\n"
#include <setjmp.h>
#include <stdio.h>

static jmp_buf back;

static void jump(int value)
{
    longjmp(back, value);
}

int main(void)
{
    volatile int times = 0;
    int value = setjmp(back);
    printf("%d ", value);
    if (times < 3) {
        times = times + 1;
        jump(times);
    }
    puts("done");
    return 0;
}
