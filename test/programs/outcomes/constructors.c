// expect: clean; stdout: "before main after\n"
#include <stdio.h>

__attribute__((constructor)) static void before(void)
{
    printf("before ");
}

__attribute__((destructor)) static void after(void)
{
    printf("after\n");
}

int main(void)
{
    printf("main ");
    return 0;
}
