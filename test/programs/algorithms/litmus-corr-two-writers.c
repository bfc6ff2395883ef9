// expect: clean
// CoRR with two writers: two readers see their stores in the same order.
#include "algorithm.h"

static atomic_int x;
static int left_first, left_second, right_first, right_second;

static void *writer(void *index)
{
    store(&x, (int)(intptr_t)index + 1, relaxed);
    return NULL;
}

static void *left(void *unused)
{
    left_first = load(&x, relaxed);
    left_second = load(&x, relaxed);
    return unused;
}

static void *right(void *unused)
{
    right_first = load(&x, relaxed);
    right_second = load(&x, relaxed);
    return unused;
}

int main(void)
{
    THREADS(writer, writer, left, right);
    assert(!(left_first == 1 && left_second == 2 && right_first == 2 && right_second == 1));
    assert(!(left_first == 2 && left_second == 1 && right_first == 1 && right_second == 2));
    return 0;
}
