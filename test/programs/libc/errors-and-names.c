// expect: exit 3; stderr: "errors-and-names.c: number 5: No such file or directory"
#define _GNU_SOURCE
#include <assert.h>
#include <err.h>
#include <errno.h>
#include <error.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    assert(strcmp(program_invocation_short_name, "errors-and-names.c") == 0);
    assert(strstr(program_invocation_name, program_invocation_short_name));
    warnx("only %s", "a warning");
    errno = EACCES;
    warn("the same");
    error(0, 0, "goes on");
    error_at_line(0, EINVAL, "file", 7, "here");
    assert(error_message_count == 2);
    errno = ENOENT;
    err(3, "number %d", 5);
}
