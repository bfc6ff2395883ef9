// expect: exit 2; stdout: "2 last\n2 first\n"
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>

static void tell(int code, void *argument)
{
    printf("%d %s\n", code, (const char *)argument);
}

int main(void)
{
    on_exit(tell, "first");
    on_exit(tell, "last");
    return 2;
}
