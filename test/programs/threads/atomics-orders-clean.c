// expect: clean
// Publication through every pair of operations that synchronizes: stores, exchanges, successful and
// failed compare_exchange, fences, a release sequence, and objects that have no instruction.
#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

struct large { long words[4]; };

enum { WAYS = 7 };

static int data[WAYS];
static _Atomic int flags[WAYS];
static _Atomic struct large large;
static _Atomic __int128 wide;

static void publish(int way) {
    int zero = 0;
    struct large one = {{1, 0, 0, 0}};
    data[way] = 1;
    switch (way) {
    case 0:
        atomic_store_explicit(&flags[0], 1, memory_order_release);
        break;
    case 1:
        atomic_exchange_explicit(&flags[1], 1, memory_order_release);
        break;
    case 2:
        atomic_compare_exchange_strong_explicit(&flags[2], &zero, 1, memory_order_release,
                                                memory_order_relaxed);
        break;
    case 3:
        atomic_thread_fence(memory_order_release);
        atomic_store_explicit(&flags[3], 1, memory_order_relaxed);
        break;
    case 4:
        atomic_fetch_add_explicit(&flags[4], 1, memory_order_acq_rel);
        atomic_fetch_or_explicit(&flags[4], 2, memory_order_relaxed);
        break;
    case 5:
        atomic_store(&large, one);
        break;
    default:
        atomic_fetch_add(&wide, 1);
    }
}

static int seen(int way) {
    int two = 2, value;
    switch (way) {
    case 0:
        return atomic_load_explicit(&flags[0], memory_order_acquire);
    case 1:
        return atomic_fetch_add_explicit(&flags[1], 0, memory_order_acquire);
    case 2: // fails, and is a load with its failure order
        atomic_compare_exchange_strong_explicit(&flags[2], &two, 3, memory_order_acq_rel,
                                                memory_order_acquire);
        return two;
    case 3:
        value = atomic_load_explicit(&flags[3], memory_order_relaxed);
        atomic_thread_fence(memory_order_acquire);
        return value;
    case 4:
        return atomic_load_explicit(&flags[4], memory_order_acquire) & 2;
    case 5: {
        struct large copy = atomic_load(&large);
        return (int)copy.words[0];
    }
    default:
        return (int)atomic_load(&wide);
    }
}

static void *body(void *argument) {
    for (int way = 0; way < WAYS; way++) publish(way);
    return argument;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    for (int way = WAYS - 1; way >= 0; way--) {
        while (!seen(way)) sched_yield();
        assert(data[way] == 1);
    }
    pthread_join(thread, NULL);
    return 0;
}
