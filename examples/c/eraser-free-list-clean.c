// clean: memory that a private allocator reuses for another thread and another lock.
//
// A node leaves one thread through the free list and enters another. Inside the list it is locked
// by the list's mutex, outside it belongs to one thread: never two at once. A lockset detector has
// to be told (EraserReuse); happens-before follows the list's mutex.
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
    return node;
}

static void node_free(struct node *node)
{
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
