// expect: clean; stdin: "3 4\nlast line\n"; stdout: "7 last line\n"
#include <stdio.h>

int main(void)
{
    int a, b;
    char line[32];
    if (scanf("%d %d\n", &a, &b) != 2 || fgets(line, sizeof line, stdin) == NULL)
        return 1;
    printf("%d %s", a + b, line);
    return fgetc(stdin) != EOF;
}
