// expect: clean; stdout: "3 12 3.5 word\n2 ab 7\n1 -5\n0\n2 x 10\n"
#include <stdio.h>

int main(void)
{
    int a = 0, n = 0;
    short small = 0;
    float f;
    char word[10], set[10], c;
    int got = sscanf("12 3.5 word tail", "%d %f %9s", &a, &f, word);
    printf("%d %d %g %s\n", got, a, f, word);
    got = sscanf("ab;7", "%[^;];%d", set, &a);
    printf("%d %s %d\n", got, set, a);
    got = sscanf("1 -5", "%*d %hd", &small);
    printf("%d %d\n", got, small);
    printf("%d\n", sscanf("none", "%d", &a));
    got = sscanf("x 12345 rest", "%c %5d %n", &c, &a, &n);
    printf("%d %c %d\n", got, c, n + 2);
    return 0;
}
