// expect: clean; stdout: "ab   |cd|  3.1|2.5|1099511627776|64|x|%|-7|ff|\n46 11 hello-1\nwide-7 6\nq9 2\n"
// The walk through the format must take each argument by its size, or %s reads a wild pointer.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

int main(void)
{
    char text[64];
    wchar_t wide[20];
    char *made;
    int n = 0;
    printf("%-5s|%.2s|%5.1f|%Lg|%lld|%zu|%c|%%|%hd|%hhx|%n\n", "ab", "cdef", 3.14, 2.5L, 1LL << 40,
           sizeof text, 'x', (short)-7, (unsigned char)255, &n);
    int needed = snprintf(text, 8, "%s-%*d", "hello", 5, 12345);
    printf("%d %d %s\n", n, needed, text);
    swprintf(wide, 20, L"%ls-%d", L"wide", 7);
    printf("%ls %d\n", wide, (int)wcslen(wide));
    needed = asprintf(&made, "%s%d", "q", 9);
    printf("%s %d\n", made, needed);
    free(made);
    return 0;
}
