// Deques of Chase and Lev (SPAA 2005): each worker takes from its own end, thieves from the other.
// Sequentially consistent operations in place of the usual fences, which ThreadSanitizer ignores.
// usage: work-stealing [depth of the tree of tasks, default 23]; prints how many leaves it has
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORKERS = 3, SLOTS = 256 };      // a worker has at most two tasks for each level

struct deque {
    _Alignas(64) atomic_int top;        // thieves take here
    _Alignas(64) atomic_int bottom;     // the owner puts and takes here
    atomic_int tasks[SLOTS];
};

static struct deque deques[WORKERS];
static atomic_int pending;              // tasks that are not done

static void put(struct deque *deque, int task)
{
    int bottom = atomic_load_explicit(&deque->bottom, memory_order_relaxed);
    atomic_store_explicit(&deque->tasks[bottom % SLOTS], task, memory_order_relaxed);
    atomic_store(&deque->bottom, bottom + 1);
}

static int take(struct deque *deque)
{
    int bottom = atomic_load_explicit(&deque->bottom, memory_order_relaxed) - 1;
    atomic_store(&deque->bottom, bottom);
    int top = atomic_load(&deque->top);
    if (top > bottom) {
        atomic_store_explicit(&deque->bottom, bottom + 1, memory_order_relaxed);
        return 0;
    }
    int task = atomic_load_explicit(&deque->tasks[bottom % SLOTS], memory_order_relaxed);
    if (top < bottom)
        return task;
    if (!atomic_compare_exchange_strong(&deque->top, &top, top + 1))
        task = 0;
    atomic_store_explicit(&deque->bottom, bottom + 1, memory_order_relaxed);
    return task;
}

static int steal(struct deque *deque)
{
    int top = atomic_load(&deque->top);
    int bottom = atomic_load(&deque->bottom);
    if (top >= bottom)
        return 0;
    int task = atomic_load_explicit(&deque->tasks[top % SLOTS], memory_order_relaxed);
    return atomic_compare_exchange_strong(&deque->top, &top, top + 1) ? task : 0;
}

static int next_task(int self)
{
    int task = take(&deques[self]);
    for (int i = 1; task == 0 && i < WORKERS; i++)
        task = steal(&deques[(self + i) % WORKERS]);
    return task;
}

static void *worker(void *arg)
{
    uint64_t *leaves = arg;
    int self = (int)*leaves;
    *leaves = 0;
    while (atomic_load_explicit(&pending, memory_order_acquire) > 0) {
        int levels = next_task(self);
        if (levels == 0) {
            sched_yield();
        } else if (levels == 1) {
            ++*leaves;
            atomic_fetch_sub_explicit(&pending, 1, memory_order_release);
        } else {
            atomic_fetch_add_explicit(&pending, 1, memory_order_relaxed);
            put(&deques[self], levels - 1);
            put(&deques[self], levels - 1);
        }
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t[WORKERS];
    uint64_t leaves[WORKERS], total = 0;
    atomic_store(&pending, 1);
    put(&deques[0], argc > 1 ? atoi(argv[1]) : 23);
    for (int i = 0; i < WORKERS; i++) {
        leaves[i] = (uint64_t)i;
        pthread_create(&t[i], NULL, worker, &leaves[i]);
    }
    for (int i = 0; i < WORKERS; i++) {
        pthread_join(t[i], NULL);
        total += leaves[i];
    }
    printf("%llu\n", (unsigned long long)total);
    return 0;
}
