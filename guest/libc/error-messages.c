// strerror_r: POSIX's, which returns an error number, and glibc's, which returns the message and is
// what guest/include/string.h makes of it under _GNU_SOURCE. So that is not defined here.

#include "intercept.h"
#include <string.h>

int __real_strerror_r(int, char *, size_t);
char *antecede_gnu_strerror_r(int, char *, size_t);

INTERCEPTOR int strerror_r(int error, char *to, size_t bytes) {
    int result = __real_strerror_r(error, to, bytes);
    if (bytes) writes_string(to);
    return result;
}

INTERCEPTOR char *antecede_gnu_strerror_r(int error, char *to, size_t bytes) {
    strerror_r(error, to, bytes);
    return to;
}
