// clean: a reader that finds the cache stale gives the read lock back, takes the write lock, and
// looks again: another reader may have been faster.

#include <pthread.h>
#include <stdio.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int is_fresh;
static int value;
static int updates;

static void update(void) {
    pthread_rwlock_wrlock(&lock);
    if (!is_fresh) {
        value = 42;
        is_fresh = 1;
        updates++;
    }
    pthread_rwlock_unlock(&lock);
}

static void *reader(void *unused) {
    pthread_rwlock_rdlock(&lock);
    int must_update = !is_fresh;
    pthread_rwlock_unlock(&lock);
    if (must_update) update();
    return unused;
}

int main(void) {
    pthread_t threads[4];
    for (int i = 0; i < 4; i++) pthread_create(&threads[i], NULL, reader, NULL);
    for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
    printf("%d %d\n", value, updates);
    return 0;
}
