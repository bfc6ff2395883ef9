// expect: clean
// wrong: FILL=relaxed; shows: race
// wrong: LOOK_FILLED=relaxed; shows: race
// wrong: EMPTY=relaxed; shows: race
// wrong: LOOK_EMPTY=relaxed; shows: race
// A bounded queue of many producers and consumers (Vyukov, 1024cores.net, 2010). Positions are
// drawn relaxed; a slot's turn says who may use it next, and hands over what is in it.
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

enum { SLOTS = 2, ITEMS = 2 };

struct slot {
    // Position of the push that may fill it; one more: of the pop that may empty it.
    atomic_int turn;
    int item;
};

static struct slot slots[SLOTS];
static atomic_int push_position, pop_position;
static atomic_int sum;

static void push(int item)
{
    int position = load(&push_position, relaxed);
    for (;;) {
        struct slot *slot = &slots[position % SLOTS];
        if (load(&slot->turn, LOOK_EMPTY) != position)
            position = load(&push_position, relaxed);
        else if (compare_exchange(&push_position, &position, position + 1, relaxed, relaxed)) {
            slot->item = item;
            store(&slot->turn, position + 1, FILL);
            return;
        }
    }
}

static int pop(void)
{
    int position = load(&pop_position, relaxed);
    for (;;) {
        struct slot *slot = &slots[position % SLOTS];
        if (load(&slot->turn, LOOK_FILLED) != position + 1)
            position = load(&pop_position, relaxed);
        else if (compare_exchange(&pop_position, &position, position + 1, relaxed, relaxed)) {
            int item = slot->item;
            store(&slot->turn, position + SLOTS, EMPTY);
            return item;
        }
    }
}

static void *producer(void *index)
{
    for (int i = 1; i <= ITEMS; i++)
        push((int)(intptr_t)index * ITEMS + i);
    return NULL;
}

static void *consumer(void *unused)
{
    for (int i = 0; i < ITEMS; i++)
        fetch_add(&sum, pop(), relaxed);
    return unused;
}

int main(void)
{
    for (int i = 0; i < SLOTS; i++)
        atomic_init(&slots[i].turn, i);
    THREADS(producer, producer, consumer, consumer);
    assert(load(&sum, relaxed) == ITEMS * (2 * ITEMS + 1));
    return 0;
}
