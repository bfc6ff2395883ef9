// expect: clean; stdout: "0 No such file or directory\n1\n"
// Without _GNU_SOURCE strerror_r is POSIX's: it returns 0 or an error number.
#include <errno.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    char own[64], few[4];
    int error = strerror_r(ENOENT, own, sizeof own);
    printf("%d %s\n", error, own);
    printf("%d\n", strerror_r(ENOENT, few, sizeof few) == ERANGE);
    return 0;
}
