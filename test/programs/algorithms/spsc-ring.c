// expect: clean
// wrong: FILL=relaxed; shows: race
// wrong: LOOK_FILLED=relaxed; shows: race
// wrong: EMPTY=relaxed; shows: race
// wrong: LOOK_EMPTY=relaxed; shows: race
// A ring of one producer and one consumer (Lamport, Specifying concurrent program modules, TOPLAS
// 1983). Each reads its own index relaxed; the other's hands over filled or emptied slots.
#include "algorithm.h"

#ifndef FILL
#define FILL release
#endif
#ifndef LOOK_FILLED
#define LOOK_FILLED acquire
#endif
#ifndef EMPTY
#define EMPTY release
#endif
#ifndef LOOK_EMPTY
#define LOOK_EMPTY acquire
#endif

enum { SLOTS = 2, ITEMS = 4 };

static int slots[SLOTS];
static atomic_int filled, emptied;

static void *producer(void *unused)
{
    for (int i = 0; i < ITEMS; i++) {
        int tail = load(&filled, relaxed);
        while (tail - load(&emptied, LOOK_EMPTY) == SLOTS) {
        }
        slots[tail % SLOTS] = i;
        store(&filled, tail + 1, FILL);
    }
    return unused;
}

static void *consumer(void *unused)
{
    for (int i = 0; i < ITEMS; i++) {
        int head = load(&emptied, relaxed);
        while (load(&filled, LOOK_FILLED) == head) {
        }
        assert(slots[head % SLOTS] == i);
        store(&emptied, head + 1, EMPTY);
    }
    return unused;
}

int main(void)
{
    THREADS(producer, consumer);
    return 0;
}
