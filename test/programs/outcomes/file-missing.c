// expect: clean; stdout: "ENOENT\n"
#include <errno.h>
#include <stdio.h>

int main(void)
{
    FILE *file = fopen("surely-not-here.txt", "r");
    puts(file == NULL && errno == ENOENT ? "ENOENT" : "opened");
    return 0;
}
