// expect: clean; stdin: ""; stdout: "nothing\n"
#include <stdio.h>

int main(void)
{
    puts(getchar() == EOF ? "nothing" : "something");
    return 0;
}
