// expect: exit 134; stderr: "two == 3"
#include <assert.h>

int main(void)
{
    volatile int two = 2;
    assert(two == 3);
    return 0;
}
