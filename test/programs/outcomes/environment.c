// expect: clean; env: GREETING=hello; stdout: "hello, none\n"
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    const char *missing = getenv("ANTECEDE_SURELY_NOT_SET");
    printf("%s, %s\n", getenv("GREETING"), missing == NULL ? "none" : missing);
    return 0;
}
