// expect: exit 139; native: skip
// An access that is ignored as an event still happens.
#include <antecede.h>

int main(void) {
    int *volatile nothing = 0;
    ANTECEDE_IGNORE_BEGIN();
    *nothing = 1;
    ANTECEDE_IGNORE_END();
    return 0;
}
