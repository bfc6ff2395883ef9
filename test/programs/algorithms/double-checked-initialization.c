// expect: clean
// wrong: PUBLISH=relaxed; shows: race
// wrong: CHECK=relaxed; shows: race
// The second check is under the lock, and so relaxed.
#include "algorithm.h"

#ifndef PUBLISH
#define PUBLISH release
#endif
#ifndef CHECK
#define CHECK acquire
#endif

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int *_Atomic instance;

static int *get(void)
{
    int *found = load(&instance, CHECK);
    if (found != NULL)
        return found;
    pthread_mutex_lock(&mutex);
    found = load(&instance, relaxed);
    if (found == NULL) {
        static int object;
        object++;
        found = &object;
        store(&instance, found, PUBLISH);
    }
    pthread_mutex_unlock(&mutex);
    return found;
}

static void *user(void *unused)
{
    assert(*get() == 1);
    return unused;
}

int main(void)
{
    THREADS(user, user);
    return 0;
}
