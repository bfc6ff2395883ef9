// expect: clean; env: COLOUR=red; stdout: "red\n"
// A main that clang's start for WebAssembly doesn't know.
#include <stdio.h>
#include <string.h>

int main(int count, char **arguments, char **environment)
{
    (void)count, (void)arguments;
    for (; *environment; environment++) {
        if (!strncmp(*environment, "COLOUR=", 7)) puts(*environment + 7);
    }
    return 0;
}
