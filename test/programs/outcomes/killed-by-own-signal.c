// expect: exit 143
// The default action of SIGTERM (15) ends the process; a shell shows 128 + 15.
#include <signal.h>

int main(void)
{
    raise(SIGTERM);
    return 0;
}
