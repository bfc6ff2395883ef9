// expect: clean
// wrong: ARRIVE=acquire; shows: race
// wrong: ARRIVE=release; shows: race
// wrong: OPEN=relaxed; shows: race
// wrong: WAIT=relaxed; shows: race
// Sense-reversing barrier (Hensgen, Finkel and Manber, 1988). Who arrives releases its own work;
// the last has acquired all of it and passes it on when it opens the barrier. The count is reset
// before that, so that nobody can arrive at the next round too early.
#include "algorithm.h"

#ifndef ARRIVE
#define ARRIVE acq_rel
#endif
#ifndef OPEN
#define OPEN release
#endif
#ifndef WAIT
#define WAIT acquire
#endif

enum { WORKERS = 2, ROUNDS = 2 };

static atomic_int missing = WORKERS, sense;
static int work[ROUNDS][WORKERS];

static void wait(int round)
{
    if (fetch_sub(&missing, 1, ARRIVE) == 1) {
        store(&missing, WORKERS, relaxed);
        store(&sense, round + 1, OPEN);
    } else {
        while (load(&sense, WAIT) <= round) {
        }
    }
}

static void *worker(void *index)
{
    int me = (int)(intptr_t)index;
    for (int round = 0; round < ROUNDS; round++) {
        work[round][me] = round + 1;
        wait(round);
        for (int i = 0; i < WORKERS; i++)
            assert(work[round][i] == round + 1);
    }
    return NULL;
}

int main(void)
{
    THREADS(worker, worker);
    return 0;
}
