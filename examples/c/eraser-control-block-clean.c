// clean: a thread control block is set up without a lock, then put on the run queue with one.
//
// Until it is on the queue nobody else can reach it. The queue's mutex orders the setting up before
// whatever the dispatcher does with the block.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct control_block {
    struct control_block *next;
    int priority;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static struct control_block *run_queue;

static void *dispatcher(void *sum)
{
    for (int i = 0; i < 5; i++) {
        pthread_mutex_lock(&lock);
        while (run_queue == NULL)
            pthread_cond_wait(&filled, &lock);
        struct control_block *block = run_queue;
        run_queue = block->next;
        pthread_mutex_unlock(&lock);
        *(int *)sum += block->priority;     // taken off the queue: ours
        free(block);
    }
    return NULL;
}

int main(void)
{
    pthread_t thread;
    int sum = 0;
    pthread_create(&thread, NULL, dispatcher, &sum);
    for (int i = 1; i <= 5; i++) {
        struct control_block *block = malloc(sizeof *block);
        block->priority = i;
        pthread_mutex_lock(&lock);
        block->next = run_queue;
        run_queue = block;
        pthread_cond_signal(&filled);
        pthread_mutex_unlock(&lock);
    }
    pthread_join(thread, NULL);
    printf("%d\n", sum);
    return 0;
}
