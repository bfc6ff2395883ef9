// expect: clean
// Readers and writers of both preferences: what writers write is ordered with all the rest.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

enum { READERS = 4, WRITERS = 3, ROUNDS = 30 };

static pthread_rwlock_t locks[2] = {
    PTHREAD_RWLOCK_INITIALIZER,
    PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP,
};
static int pairs[2][2];

static void *reads(void *argument) {
    for (int i = 0; i < ROUNDS; i++) {
        int which = i & 1;
        if (i % 3 || pthread_rwlock_tryrdlock(&locks[which])) pthread_rwlock_rdlock(&locks[which]);
        assert(pairs[which][0] == pairs[which][1]);
        pthread_rwlock_unlock(&locks[which]);
    }
    return argument;
}

static void *writes(void *argument) {
    for (int i = 0; i < ROUNDS; i++) {
        int which = i & 1;
        struct timespec at;
        clock_gettime(CLOCK_REALTIME, &at);
        // Some give up, and must not leave readers behind that waited for them.
        if (i % 5 == 0 && pthread_rwlock_timedwrlock(&locks[which], &at)) continue;
        if (i % 5) pthread_rwlock_wrlock(&locks[which]);
        pairs[which][0]++;
        pairs[which][1]++;
        pthread_rwlock_unlock(&locks[which]);
    }
    return argument;
}

int main(void) {
    pthread_t threads[READERS + WRITERS];
    for (int i = 0; i < READERS; i++) pthread_create(&threads[i], NULL, reads, NULL);
    for (int i = 0; i < WRITERS; i++) pthread_create(&threads[READERS + i], NULL, writes, NULL);
    for (int i = 0; i < READERS + WRITERS; i++) pthread_join(threads[i], NULL);
    return 0;
}
