// clean: a kernel's data, protected by interrupt levels instead of locks.
//
// On one processor a thread keeps an interrupt handler out by raising its level: splnet() bars the
// network's handler, splhigh() bars all. Eraser takes each level for a lock, and whoever runs at a
// level for a holder of the locks of all levels up to it. Here a semaphore plays the processor,
// which locksets know nothing of; without the annotation they would warn.
#include <antecede.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { LEVEL_NET = 3, LEVEL_HIGH = 7 };

static sem_t processor;
static int packets;         // at LEVEL_NET or above

static int spl_raise(int level)
{
    sem_wait(&processor);
    return ANTECEDE_INTERRUPT_LEVEL(level);
}

static void spl_restore(int level)
{
    (void)ANTECEDE_INTERRUPT_LEVEL(level);
    sem_post(&processor);
}

static void *network_handler(void *unused)
{
    for (int i = 0; i < 20; i++) {
        int level = spl_raise(LEVEL_NET);
        packets++;
        spl_restore(level);
    }
    return NULL;
}

static void *shut_down(void *last)
{
    for (int i = 0; i < 20; i++) {
        int level = spl_raise(LEVEL_HIGH);
        *(int *)last = packets;
        packets++;
        spl_restore(level);
    }
    return NULL;
}

int main(void)
{
    pthread_t handler, other;
    int last;
    sem_init(&processor, 0, 1);
    pthread_create(&handler, NULL, network_handler, NULL);
    pthread_create(&other, NULL, shut_down, &last);
    pthread_join(handler, NULL);
    pthread_join(other, NULL);
    int level = spl_raise(LEVEL_NET);
    printf("%d\n", packets);
    spl_restore(level);
    return 0;
}
