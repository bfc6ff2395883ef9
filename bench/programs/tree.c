// Binary trees built and torn down in each thread: malloc, free and recursion.
// usage: tree [depth, default 17] [rounds, default 24]; prints the number of nodes seen
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 2 };

struct node {
    struct node *left;
    struct node *right;
};

static int depth, rounds;

static struct node *grow(int levels)
{
    struct node *node = malloc(sizeof *node);
    node->left = levels > 1 ? grow(levels - 1) : NULL;
    node->right = levels > 1 ? grow(levels - 1) : NULL;
    return node;
}

static uint64_t count(const struct node *node)
{
    return node == NULL ? 0 : 1 + count(node->left) + count(node->right);
}

static void fell(struct node *node)
{
    if (node == NULL)
        return;
    fell(node->left);
    fell(node->right);
    free(node);
}

static void *worker(void *arg)
{
    uint64_t nodes = 0;
    for (int i = 0; i < rounds; i++) {
        struct node *root = grow(depth);
        nodes += count(root);
        fell(root);
    }
    *(uint64_t *)arg = nodes;
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t[THREADS];
    uint64_t nodes[THREADS], total = 0;
    depth = argc > 1 ? atoi(argv[1]) : 17;
    rounds = argc > 2 ? atoi(argv[2]) : 24;
    for (int i = 0; i < THREADS; i++)
        pthread_create(&t[i], NULL, worker, &nodes[i]);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(t[i], NULL);
        total += nodes[i];
    }
    printf("%llu\n", (unsigned long long)total);
    return 0;
}
