// clean: a private allocator that says when it hands memory out, and when it takes it back.
//
// The twin of eraser-free-list-clean.c, for a lockset detector: EraserReuse makes a node virgin, so
// that its next owner needs no lock. The header is empty for other compilers.
#include <antecede.h>
#include <pthread.h>
#include <stdio.h>

struct node {
    struct node *next;
    int value;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct node nodes[2];
static struct node *free_list;

static struct node *node_new(void)
{
    pthread_mutex_lock(&lock);
    struct node *node = free_list;
    free_list = node->next;
    pthread_mutex_unlock(&lock);
    EraserReuse(node, sizeof *node);        // ours alone
    return node;
}

static void node_free(struct node *node)
{
    EraserReuse(node, sizeof *node);        // the list's, and under its lock
    pthread_mutex_lock(&lock);
    node->next = free_list;
    free_list = node;
    pthread_mutex_unlock(&lock);
}

static void *worker(void *sum)
{
    for (int i = 1; i <= 100; i++) {
        struct node *node = node_new();     // two threads, two nodes: never empty
        node->value = i;                    // no lock: it is ours alone
        *(int *)sum += node->value;
        node_free(node);
    }
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    int sums[2] = {0, 0};
    node_free(&nodes[0]);
    node_free(&nodes[1]);
    pthread_create(&a, NULL, worker, &sums[0]);
    pthread_create(&b, NULL, worker, &sums[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d\n", sums[0], sums[1]);
    return 0;
}
