// race on block: put on the run queue first, set up afterwards.
//
// The mutex covers the queue, but the priority is written when the dispatcher can already see the
// block. eraser-control-block-clean.c has the two steps in the right order.
#include <pthread.h>
#include <stdio.h>

struct control_block {
    struct control_block *next;
    int priority;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static struct control_block *run_queue;
static struct control_block block;

static void *dispatcher(void *seen)
{
    pthread_mutex_lock(&lock);
    while (run_queue == NULL)
        pthread_cond_wait(&filled, &lock);
    struct control_block *first = run_queue;
    run_queue = first->next;
    pthread_mutex_unlock(&lock);
    *(int *)seen = first->priority;
    return NULL;
}

int main(void)
{
    pthread_t thread;
    int seen;
    pthread_create(&thread, NULL, dispatcher, &seen);
    pthread_mutex_lock(&lock);
    run_queue = &block;
    pthread_cond_signal(&filled);
    pthread_mutex_unlock(&lock);
    block.priority = 5;
    pthread_join(thread, NULL);
    printf("%d\n", seen);
    return 0;
}
