#include <no-such-system-header.h>

int main(void)
{
    return 0;
}
