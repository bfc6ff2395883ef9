// race on hits: a write under the READ lock, which several threads may hold at once.
//
// The cache is read properly; the statistics beside it are not. Eraser's refinement for read-write
// locks: on a write, only locks held for WRITING protect.
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int cached = 5;
static int hits;

static void *lookup(void *found)
{
    pthread_rwlock_rdlock(&lock);
    *(int *)found = cached;
    hits++;
    pthread_rwlock_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    int found[2];
    pthread_create(&a, NULL, lookup, &found[0]);
    pthread_create(&b, NULL, lookup, &found[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d %d\n", found[0], found[1], hits);
    return 0;
}
