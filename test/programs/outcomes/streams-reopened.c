// expect: clean; stdout: "11\n// expect\n"
// freopen gives a standard stream another file: of the run's own, and of the machine.
#include <assert.h>
#include <stdio.h>

int main(void) {
    FILE *file = fopen(P_tmpdir "/numbers", "w");
    fputs("5 6\n", file);
    fclose(file);
    int a, b;
    assert(freopen(P_tmpdir "/numbers", "r", stdin) == stdin);
    assert(scanf("%d %d", &a, &b) == 2);
    printf("%d\n", a + b);
    char text[10] = "";
    assert(freopen("streams-reopened.c", "r", stdin) == stdin);
    assert(fgets(text, sizeof text, stdin));
    puts(text);
    assert(freopen(P_tmpdir "/output", "w", stdout) == stdout);
    puts("not on standard output");
    return fclose(stdout);
}
