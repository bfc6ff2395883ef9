// expect: clean; stdout: "40000 40000\n"
// Spurious failures cost a turn of the loop and nothing else: the total is exact, and the stack,
// which is pushed with release, hands over what was written before.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

enum { THREADS = 4, TURNS = 10000 };

struct node {
    struct node *next;
    int value;
};

static atomic_int total;
static _Atomic(struct node *) top;
static struct node nodes[THREADS][TURNS];

static void *work(void *argument)
{
    struct node *mine = argument;
    for (int i = 0; i < TURNS; i++) {
        int old = atomic_load_explicit(&total, memory_order_relaxed);
        while (!atomic_compare_exchange_weak_explicit(&total, &old, old + 1, memory_order_relaxed,
                                                      memory_order_relaxed)) {
        }
        mine[i].value = 1;
        mine[i].next = atomic_load_explicit(&top, memory_order_relaxed);
        while (!atomic_compare_exchange_weak_explicit(&top, &mine[i].next, &mine[i],
                                                      memory_order_release, memory_order_relaxed)) {
        }
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, work, nodes[i]);
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    int sum = 0;
    for (struct node *at = atomic_load(&top); at; at = at->next) sum += at->value;
    printf("%d %d\n", atomic_load(&total), sum);
    return 0;
}
