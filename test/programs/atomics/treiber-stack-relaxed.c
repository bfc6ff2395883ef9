// expect: race; races-on: nodes
#include <pthread.h>
#include <stdatomic.h>

struct node {
    struct node *next;
    int value;
};

static struct node nodes[3];
static struct node *_Atomic top;

static void *pusher(void *unused)
{
    for (int i = 0; i < 3; i++) {
        struct node *node = &nodes[i];
        node->value = i + 1;
        node->next = atomic_load_explicit(&top, memory_order_relaxed);
        while (!atomic_compare_exchange_weak_explicit(&top, &node->next, node,
                                                      memory_order_relaxed,
                                                      memory_order_relaxed)) {
        }
    }
    return NULL;
}

static void *popper(void *arg)
{
    for (int popped = 0; popped < 3;) {
        struct node *node = atomic_load_explicit(&top, memory_order_relaxed);
        if (node == NULL)
            continue;
        if (atomic_compare_exchange_weak_explicit(&top, &node, node->next, memory_order_relaxed,
                                                  memory_order_relaxed)) {
            *(int *)arg += node->value;
            popped++;
        }
    }
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    int sum = 0;
    pthread_create(&a, NULL, pusher, NULL);
    pthread_create(&b, NULL, popper, &sum);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return sum != 6;
}
