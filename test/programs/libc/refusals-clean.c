// expect: clean
// What calls shall refuse (POSIX.1-2017), or Linux does: alternate stacks that are too small, no
// flags, processes of no id. And rawmemchr, memchr without an end.
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

int main(void)
{
    stack_t before, stack = {.ss_sp = malloc(SIGSTKSZ), .ss_size = 100};
    assert(sigaltstack(NULL, &before) == 0 && before.ss_flags == SS_DISABLE);
    assert(sigaltstack(&stack, NULL) == -1 && errno == ENOMEM);
    stack.ss_size = SIGSTKSZ;
    stack.ss_flags = 99;
    assert(sigaltstack(&stack, NULL) == -1 && errno == EINVAL);
    stack.ss_flags = 0;
    assert(sigaltstack(&stack, NULL) == 0 && sigaltstack(NULL, &before) == 0);
    assert(before.ss_sp == stack.ss_sp && before.ss_size == SIGSTKSZ && !before.ss_flags);

    assert(mlockall(0) == -1 && errno == EINVAL);
    struct sched_param parameters;
    assert(sched_getscheduler(-1) == -1 && errno == EINVAL);
    assert(sched_getparam(-1, &parameters) == -1 && errno == EINVAL);

    const char *text = "to be found";
    assert(rawmemchr(text, 'f') == text + 6);
}
