// expect: clean; stdout: "5050\n"
// Treiber's stack; nodes are never reused, so there is no ABA. Push releases, pop acquires, and a
// push's RMW continues the release sequences of the pushes below it.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

struct node {
    struct node *next;
    int value;
};

static struct node nodes[100];
static struct node *_Atomic top;

static void *pusher(void *unused)
{
    for (int i = 0; i < 100; i++) {
        struct node *node = &nodes[i];
        node->value = i + 1;
        node->next = atomic_load_explicit(&top, memory_order_relaxed);
        while (!atomic_compare_exchange_weak_explicit(&top, &node->next, node,
                                                      memory_order_release,
                                                      memory_order_relaxed)) {
        }
    }
    return NULL;
}

static void *popper(void *arg)
{
    int sum = 0, popped = 0;
    while (popped < 50) {
        struct node *node = atomic_load_explicit(&top, memory_order_acquire);
        if (node == NULL)
            continue;
        if (atomic_compare_exchange_weak_explicit(&top, &node, node->next, memory_order_acquire,
                                                  memory_order_relaxed)) {
            sum += node->value;
            popped++;
        }
    }
    *(int *)arg = sum;
    return NULL;
}

int main(void)
{
    pthread_t p, a, b;
    int sums[2];
    pthread_create(&p, NULL, pusher, NULL);
    pthread_create(&a, NULL, popper, &sums[0]);
    pthread_create(&b, NULL, popper, &sums[1]);
    pthread_join(p, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d\n", sums[0] + sums[1]);
    return 0;
}
