// expect: clean
// wrong: WAIT=relaxed; shows: race
// wrong: LEAVE=relaxed; shows: race
// Tickets are drawn relaxed: a read-modify-write gives each thread another. All order comes from
// the number that is served.
#include "algorithm.h"

#ifndef WAIT
#define WAIT acquire
#endif
#ifndef LEAVE
#define LEAVE release
#endif

enum { ROUNDS = 2 };

static atomic_int next_ticket, served;
static int counter;

static void *worker(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        int mine = fetch_add(&next_ticket, 1, relaxed);
        while (load(&served, WAIT) != mine) {
        }
        counter++;
        store(&served, mine + 1, LEAVE);
    }
    return unused;
}

int main(void)
{
    THREADS(worker, worker);
    assert(counter == 2 * ROUNDS);
    return 0;
}
