// expect: clean; args: greeting.txt; stdout: "12 Hello, file\n"
// Runs in this folder, where greeting.txt is.
#include <stdio.h>

int main(int argc, char **argv)
{
    char line[32];
    FILE *file = fopen(argv[1], "r");
    if (file == NULL || fgets(line, sizeof line, file) == NULL)
        return 1;
    fseek(file, 0, SEEK_END);
    printf("%ld %s", ftell(file), line);
    fclose(file);
    return 0;
}
