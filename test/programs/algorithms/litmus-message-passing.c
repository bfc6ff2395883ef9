// expect: clean
// wrong: STORE=relaxed; shows: assertion
// wrong: LOAD=relaxed; shows: assertion
// MP: whoever sees the flag sees the message.
#include "algorithm.h"

#ifndef STORE
#define STORE release
#endif
#ifndef LOAD
#define LOAD acquire
#endif

static atomic_int message, flag;
static int seen_flag, seen_message;

static void *writer(void *unused)
{
    store(&message, 1, relaxed);
    store(&flag, 1, STORE);
    return unused;
}

static void *reader(void *unused)
{
    seen_flag = load(&flag, LOAD);
    seen_message = load(&message, relaxed);
    return unused;
}

int main(void)
{
    THREADS(writer, reader);
    assert(seen_flag == 0 || seen_message == 1);
    return 0;
}
