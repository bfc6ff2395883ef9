// expect: clean
// pause ends by a cancellation, if no signal comes.
#include <assert.h>
#include <pthread.h>
#include <unistd.h>

static int ended;

static void end(void *unused)
{
    (void)unused;
    ended = 1;
}

static void *wait_for_ever(void *unused)
{
    pthread_cleanup_push(end, NULL);
    for (;;) pause();
    pthread_cleanup_pop(0);
    return unused;
}

int main(void)
{
    pthread_t thread;
    void *result;
    pthread_create(&thread, NULL, wait_for_ever, NULL);
    sleep(1);
    pthread_cancel(thread);
    pthread_join(thread, &result);
    assert(result == PTHREAD_CANCELED && ended);
    return 0;
}
