// deadlock: a reader that finds the cache stale takes the write lock while it still holds the read
// lock: it waits for all readers to leave, itself among them.

#include <pthread.h>
#include <stdio.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int is_fresh;
static int value;

static void *reader(void *unused) {
    pthread_rwlock_rdlock(&lock);
    if (!is_fresh) {
        pthread_rwlock_wrlock(&lock);
        value = 42;
        is_fresh = 1;
        pthread_rwlock_unlock(&lock);
    }
    pthread_rwlock_unlock(&lock);
    return unused;
}

int main(void) {
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, reader, NULL);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    printf("%d\n", value);
    return 0;
}
