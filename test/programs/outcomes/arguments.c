// expect: clean; args: one "two words" 3; stdout: "4: one, two words, 3\n"
#include <stdio.h>

int main(int argc, char **argv)
{
    printf("%d: %s, %s, %s\n", argc, argv[1], argv[2], argv[3]);
    return 0;
}
