// expect: clean; stdout: "[a][b][c]\n[x][][y]\nhello, world!\n42 abc 5 cde\n3 1 12345\n"
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_value(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

int main(void)
{
    char commas[] = "a,b;c", fields[] = "x::y", text[32] = "hello";
    char *rest = fields, *end;
    int numbers[] = {5, 3, 1, 4, 2};
    for (char *token = strtok(commas, ",;"); token; token = strtok(NULL, ",;")) printf("[%s]", token);
    putchar('\n');
    for (char *field; (field = strsep(&rest, ":"));) printf("[%s]", field);
    putchar('\n');
    strcat(text, ", ");
    strncat(text, "world!!", 6);
    puts(text);
    long value = strtol("42abc", &end, 10);
    printf("%ld %s %d %s\n", value, end, (int)strcspn("hello", "xyz"), strpbrk("abcde", "dc"));
    qsort(numbers, 5, sizeof *numbers, by_value);
    printf("%d %d ", (int)strspn("aab", "ab"), strcmp("b", "a") > 0);
    for (int i = 0; i < 5; i++) printf("%d", numbers[i]);
    putchar('\n');
    return 0;
}
