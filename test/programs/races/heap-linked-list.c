// expect: race; races-on: heap
// The head is locked, the nodes behind it are changed without the lock.
#include <pthread.h>
#include <stdlib.h>

struct node {
    struct node *next;
    int value;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct node *head;

static struct node *first(void)
{
    pthread_mutex_lock(&lock);
    struct node *node = head;
    pthread_mutex_unlock(&lock);
    return node;
}

static void *increment_all(void *unused)
{
    // The locks come before all increments, or else an unlock might order them.
    for (struct node *node = first(); node != NULL; node = node->next)
        node->value++;
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    for (int i = 0; i < 3; i++) {
        struct node *node = malloc(sizeof *node);
        node->next = head;
        node->value = i;
        head = node;
    }
    pthread_create(&a, NULL, increment_all, NULL);
    pthread_create(&b, NULL, increment_all, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    while (head != NULL) {
        struct node *next = head->next;
        free(head);
        head = next;
    }
    return 0;
}
