// expect: deadlock
// The end that could be written to is never used.
#include <unistd.h>

int main(void) {
    int ends[2];
    char byte;
    if (pipe(ends)) return 1;
    return read(ends[0], &byte, 1) < 0;
}
