// expect: clean; stdout: "caught 100 from depth 20\n"
#include <setjmp.h>
#include <stdio.h>

static jmp_buf error;

static int descend(int depth)
{
    if (depth == 20)
        longjmp(error, 100);
    return descend(depth + 1) + 1;
}

int main(void)
{
    int code = setjmp(error);
    if (code == 0)
        return descend(1);
    printf("caught %d from depth 20\n", code);
    return 0;
}
