// expect: clean
// wrong: GIVE_WAY=acquire; shows: race
// wrong: GIVE_WAY=release; shows: race
// wrong: LOOK=relaxed; shows: race
// wrong: TURN=relaxed; shows: race
// wrong: LEAVE=relaxed; shows: race
// Peterson's mutual exclusion (1981) without seq_cst: whose turn it is, is written by exchanges.
// The second of two reads the first's, and so sees its flag and waits. (A store, even a seq_cst
// one, would need seq_cst flags.) Whoever is let in by the turn acquires it, since the flag that it
// read may be up again, which ends the release sequence of its going down (P0982).
#include "algorithm.h"

#ifndef GIVE_WAY
#define GIVE_WAY acq_rel
#endif
#ifndef LOOK
#define LOOK acquire
#endif
#ifndef TURN
#define TURN acquire
#endif
#ifndef LEAVE
#define LEAVE release
#endif

enum { ROUNDS = 2 };

static atomic_int flags[2], turn;
static int counter;

static void *worker(void *index)
{
    int me = (int)(intptr_t)index, other = 1 - me;
    for (int i = 0; i < ROUNDS; i++) {
        store(&flags[me], 1, relaxed);
        exchange(&turn, other, GIVE_WAY);
        while (load(&flags[other], LOOK) && load(&turn, TURN) == other) {
        }
        counter++;
        store(&flags[me], 0, LEAVE);
    }
    return NULL;
}

int main(void)
{
    THREADS(worker, worker);
    assert(counter == 2 * ROUNDS);
    return 0;
}
