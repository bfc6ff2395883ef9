// expect: clean
// wrong: ENTER=relaxed; shows: race
// wrong: LEAVE=relaxed; shows: race
// The first look is relaxed: it only saves an exchange, and what it read may be out of date.
#include "algorithm.h"

#ifndef ENTER
#define ENTER acquire
#endif
#ifndef LEAVE
#define LEAVE release
#endif

enum { ROUNDS = 2 };

static atomic_int is_locked;
static int counter;

static void *worker(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        while (load(&is_locked, relaxed) || exchange(&is_locked, 1, ENTER)) {
        }
        counter++;
        store(&is_locked, 0, LEAVE);
    }
    return unused;
}

int main(void)
{
    THREADS(worker, worker);
    assert(counter == 2 * ROUNDS);
    return 0;
}
