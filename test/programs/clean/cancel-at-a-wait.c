// expect: clean; stdout: "canceled, cleaned up\n"; tsan: any
// The canceled wait has its mutex again when the cleanup handler runs, and the handler unlocks it.
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
static int waiting, cleaned;

static void clean_up(void *unused)
{
    cleaned = 1;
    pthread_mutex_unlock(&lock);
}

static void *thread(void *unused)
{
    pthread_mutex_lock(&lock);
    pthread_cleanup_push(clean_up, NULL);
    waiting = 1;
    for (;;)
        pthread_cond_wait(&never, &lock);
    pthread_cleanup_pop(1);
    return NULL;
}

int main(void)
{
    pthread_t t;
    void *result;
    int is_waiting = 0;
    pthread_create(&t, NULL, thread, NULL);
    while (!is_waiting) {
        pthread_mutex_lock(&lock);
        is_waiting = waiting;
        pthread_mutex_unlock(&lock);
    }
    pthread_cancel(t);
    pthread_join(t, &result);
    printf("%s, %s\n", result == PTHREAD_CANCELED ? "canceled" : "ended",
           cleaned ? "cleaned up" : "left as it was");
    return 0;
}
