// expect: clean
// wrong: WAIT_FENCE=relaxed; shows: hang
// wrong: NOTIFY_FENCE=relaxed; shows: hang
// wrong: PUBLISH=relaxed; shows: race
// wrong: CHECK=relaxed; shows: race
// An event count: who finds nothing says that it sleeps, looks again, and sleeps; who publishes
// looks for sleepers. Both say and look: store buffering, a seq_cst fence in both. Otherwise the
// one may look too early and the other find nobody, and the sleeper is never woken.
#include "algorithm.h"

#ifndef WAIT_FENCE
#define WAIT_FENCE seq_cst
#endif
#ifndef NOTIFY_FENCE
#define NOTIFY_FENCE seq_cst
#endif
#ifndef PUBLISH
#define PUBLISH release
#endif
#ifndef CHECK
#define CHECK acquire
#endif

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t woken = PTHREAD_COND_INITIALIZER;
static int wake_ups;
static atomic_int sleepers;
static int message;
static atomic_int is_published;

static void *waiter(void *unused)
{
    store(&sleepers, 1, relaxed);
    fence(WAIT_FENCE);
    while (!load(&is_published, CHECK)) {
        pthread_mutex_lock(&mutex);
        while (wake_ups == 0)
            pthread_cond_wait(&woken, &mutex);
        pthread_mutex_unlock(&mutex);
    }
    assert(message == 1);
    return unused;
}

static void *notifier(void *unused)
{
    message = 1;
    store(&is_published, 1, PUBLISH);
    fence(NOTIFY_FENCE);
    if (load(&sleepers, relaxed)) {
        pthread_mutex_lock(&mutex);
        wake_ups++;
        pthread_cond_signal(&woken);
        pthread_mutex_unlock(&mutex);
    }
    return unused;
}

int main(void)
{
    THREADS(waiter, notifier);
    return 0;
}
