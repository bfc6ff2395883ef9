// expect: clean
// wrong: CHOOSE=release; shows: race
// wrong: LOOK_AT_NUMBERS=acquire; shows: race
// wrong: TAKE_NUMBER=release; shows: race
// wrong: LOOK_WHO_CHOOSES=acquire; shows: race
// wrong: CHOSEN=relaxed; shows: race
// wrong: WAIT=relaxed; shows: race
// wrong: LEAVE=relaxed; shows: race
// Lamport's bakery (CACM 1974). Two pairs of a store and a load are store buffering, and so
// seq_cst: I take my number and look whether the other chooses; it says that it chooses and looks
// at my number. Either I see it choosing, or it sees my number and takes a greater one. All else
// hands over: that a choice is made, the number with it, and what was done in the critical section.
#include "algorithm.h"

#ifndef CHOOSE
#define CHOOSE seq_cst
#endif
#ifndef LOOK_AT_NUMBERS
#define LOOK_AT_NUMBERS seq_cst
#endif
#ifndef TAKE_NUMBER
#define TAKE_NUMBER seq_cst
#endif
#ifndef LOOK_WHO_CHOOSES
#define LOOK_WHO_CHOOSES seq_cst
#endif
#ifndef CHOSEN
#define CHOSEN release
#endif
#ifndef WAIT
#define WAIT acquire
#endif
#ifndef LEAVE
#define LEAVE release
#endif

enum { WORKERS = 2, ROUNDS = 3 };

static atomic_int choosing[WORKERS], numbers[WORKERS];
static int counter;

static int is_before(int number, int worker, int other_number, int other)
{
    return number < other_number || (number == other_number && worker < other);
}

static void *worker(void *index)
{
    int me = (int)(intptr_t)index;
    for (int i = 0; i < ROUNDS; i++) {
        store(&choosing[me], 1, CHOOSE);
        int mine = 0;
        for (int other = 0; other < WORKERS; other++) {
            int number = load(&numbers[other], LOOK_AT_NUMBERS);
            if (number > mine)
                mine = number;
        }
        mine++;
        store(&numbers[me], mine, TAKE_NUMBER);
        store(&choosing[me], 0, CHOSEN);
        for (int other = 0; other < WORKERS; other++) {
            if (other == me)
                continue;
            while (load(&choosing[other], LOOK_WHO_CHOOSES)) {
            }
            for (;;) {
                int number = load(&numbers[other], WAIT);
                if (number == 0 || is_before(mine, me, number, other))
                    break;
            }
        }
        counter++;
        store(&numbers[me], 0, LEAVE);
    }
    return NULL;
}

int main(void)
{
    THREADS(worker, worker);
    assert(counter == WORKERS * ROUNDS);
    return 0;
}
