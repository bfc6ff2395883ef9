// clean: what double-checked locking is for, ready-made: <threads.h>'s call_once.
//
// The one call's completion synchronizes with the return of every other call (C11 7.26.2.1).
#include <stdio.h>
#include <threads.h>

static once_flag once = ONCE_FLAG_INIT;
static int resource;

static void initialize(void)
{
    resource = 42;
}

static int user(void *unused)
{
    call_once(&once, initialize);
    return resource;
}

int main(void)
{
    thrd_t a, b;
    int first, second;
    thrd_create(&a, user, NULL);
    thrd_create(&b, user, NULL);
    thrd_join(a, &first);
    thrd_join(b, &second);
    printf("%d %d\n", first, second);
    return 0;
}
