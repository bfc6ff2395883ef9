// expect: clean
// wrong: PUSH_FENCE=relaxed; shows: assertion and race
// wrong: TAKE_FENCE=relaxed; shows: assertion
// wrong: STEAL_FENCE=relaxed; shows: assertion
// wrong: STEAL_BOTTOM=relaxed; shows: race
// Chase and Lev's work-stealing deque (SPAA 2005) with the orders of Lê, Pop, Cohen and Zappa
// Nardelli (Correct and efficient work-stealing for weak memory models, PPoPP 2013), on an array
// that never fills. The owner takes the newest task from the bottom, thieves the oldest from the
// top; over the last one they meet in a compare-exchange.
#include "algorithm.h"

#ifndef PUSH_FENCE
#define PUSH_FENCE release
#endif
#ifndef TAKE_FENCE
#define TAKE_FENCE seq_cst
#endif
#ifndef STEAL_FENCE
#define STEAL_FENCE seq_cst
#endif
#ifndef STEAL_BOTTOM
#define STEAL_BOTTOM acquire
#endif

enum { ROUNDS = 4, TASKS = 2, SLOTS = 8 };

struct task {
    int input;
    atomic_int runs;
};

static struct task tasks[ROUNDS][TASKS];
static struct task *_Atomic slots[SLOTS];
static atomic_int top, bottom;

static void push(struct task *task)
{
    int b = load(&bottom, relaxed);
    store(&slots[b % SLOTS], task, relaxed);
    fence(PUSH_FENCE);
    store(&bottom, b + 1, relaxed);
}

static struct task *take(void)
{
    int b = load(&bottom, relaxed) - 1;
    store(&bottom, b, relaxed);
    fence(TAKE_FENCE);
    int t = load(&top, relaxed);
    struct task *task = NULL;
    if (t <= b) {
        task = load(&slots[b % SLOTS], relaxed);
        if (t < b)
            return task;
        if (!compare_exchange(&top, &t, t + 1, seq_cst, relaxed))
            task = NULL;
    }
    store(&bottom, b + 1, relaxed);
    return task;
}

static struct task *steal(void)
{
    int t = load(&top, acquire);
    fence(STEAL_FENCE);
    int b = load(&bottom, STEAL_BOTTOM);
    if (t >= b)
        return NULL;
    struct task *task = load(&slots[t % SLOTS], relaxed);
    return compare_exchange(&top, &t, t + 1, seq_cst, relaxed) ? task : NULL;
}

static void run(struct task *task)
{
    if (task == NULL || task->input == 0)
        return;
    assert(fetch_add(&task->runs, 1, relaxed) == 0);
}

static void *owner(void *unused)
{
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < TASKS; i++) {
            tasks[round][i].input = 1;
            push(&tasks[round][i]);
        }
        for (int i = 0; i < TASKS; i++)
            run(take());
    }
    return unused;
}

static void *thief(void *unused)
{
    for (int i = 0; i < ROUNDS * TASKS; i++)
        run(steal());
    return unused;
}

int main(void)
{
    THREADS(owner, thief);
    return 0;
}
