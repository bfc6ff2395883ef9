// expect: exit 139; stderr: "malloc has returned NULL for 67108864 bytes"; native: skip
// A block that there is no memory for, written to unchecked: the report says why it is null.

#include <stdlib.h>

int main(void) {
    for (int i = 0; i < 64; i++) {
        char *block = malloc(64 << 20);
        block[0] = 1;
    }
    return 0;
}
