// expect: clean
// wrong: RAISE=release; shows: race
// wrong: LOOK=acquire; shows: race
// wrong: BACK_OFF=relaxed; shows: race
// wrong: LEAVE=relaxed; shows: race
// Dekker's mutual exclusion (Dijkstra, EWD 123, 1965). Raising one's flag and looking at the
// other's are store buffering: both seq_cst. Whoever is let in by a flag that went down has to
// acquire what was done before: also where its owner only backed off, for its store then ends the
// release sequence of the one by which it left its critical section (P0982). Whose turn it is
// decides who waits, and orders nothing.
#include "algorithm.h"

#ifndef RAISE
#define RAISE seq_cst
#endif
#ifndef LOOK
#define LOOK seq_cst
#endif
#ifndef BACK_OFF
#define BACK_OFF release
#endif
#ifndef LEAVE
#define LEAVE release
#endif

enum { ROUNDS = 3 };

static atomic_int flags[2], turn;
static int counter;

static void *worker(void *index)
{
    int me = (int)(intptr_t)index, other = 1 - me;
    for (int i = 0; i < ROUNDS; i++) {
        store(&flags[me], 1, RAISE);
        while (load(&flags[other], LOOK)) {
            if (load(&turn, relaxed) == me)
                continue;
            store(&flags[me], 0, BACK_OFF);
            while (load(&turn, relaxed) != me) {
            }
            store(&flags[me], 1, RAISE);
        }
        counter++;
        store(&turn, other, relaxed);
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
