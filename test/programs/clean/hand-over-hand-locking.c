// expect: clean; stdout: "15 8\n"
// A list with a lock in each node; a walker always holds one and takes the next before letting go.
#include <pthread.h>
#include <stdio.h>

struct node {
    pthread_mutex_t lock;
    struct node *next;
    int value;
};

static struct node nodes[8];

static void *walk(void *unused)
{
    struct node *node = &nodes[0];
    pthread_mutex_lock(&node->lock);
    while (node != NULL) {
        struct node *next = node->next;
        node->value++;
        if (next != NULL)
            pthread_mutex_lock(&next->lock);
        pthread_mutex_unlock(&node->lock);
        node = next;
    }
    return NULL;
}

int main(void)
{
    pthread_t t[15];
    for (int i = 0; i < 8; i++) {
        pthread_mutex_init(&nodes[i].lock, NULL);
        nodes[i].next = i < 7 ? &nodes[i + 1] : NULL;
    }
    for (int i = 0; i < 15; i++)
        pthread_create(&t[i], NULL, walk, NULL);
    for (int i = 0; i < 15; i++)
        pthread_join(t[i], NULL);
    int equal = 0;
    for (int i = 0; i < 8; i++)
        equal += nodes[i].value == 15;
    printf("%d %d\n", nodes[7].value, equal);
    return 0;
}
