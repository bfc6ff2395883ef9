// clean: one lock on the head of a log, none on its entries.
//
// Adding locks the head. Flushing takes the whole list off under the lock; from then on the entries
// are private and are worked on without one. Safe, and beyond what locksets can express.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct entry {
    struct entry *next;
    int value;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct entry *head;

static void log_add(int value)
{
    struct entry *entry = malloc(sizeof *entry);
    entry->value = value;
    pthread_mutex_lock(&lock);
    entry->next = head;
    head = entry;
    pthread_mutex_unlock(&lock);
}

static int log_flush(void)
{
    pthread_mutex_lock(&lock);
    struct entry *entries = head;
    head = NULL;
    pthread_mutex_unlock(&lock);

    int sum = 0;
    while (entries != NULL) {
        struct entry *next = entries->next;
        entries->value *= 2;                // a write, and rightly without the lock
        sum += entries->value;
        free(entries);
        entries = next;
    }
    return sum;
}

static void *writer(void *unused)
{
    for (int i = 1; i <= 50; i++)
        log_add(i);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    int sum = 0;
    pthread_create(&a, NULL, writer, NULL);
    pthread_create(&b, NULL, writer, NULL);
    for (int i = 0; i < 10; i++)
        sum += log_flush();
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d\n", sum + log_flush());
    return 0;
}
