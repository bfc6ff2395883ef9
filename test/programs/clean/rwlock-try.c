// expect: clean; stdout: "read 1 write 0\n"
// While a reader is in, a second may enter and a writer may not.
#include <pthread.h>
#include <stdio.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int got_read, got_write;

static void *thread(void *unused)
{
    got_read = pthread_rwlock_tryrdlock(&lock) == 0;
    if (got_read)
        pthread_rwlock_unlock(&lock);
    got_write = pthread_rwlock_trywrlock(&lock) == 0;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_rwlock_rdlock(&lock);
    pthread_create(&t, NULL, thread, NULL);
    pthread_join(t, NULL);
    pthread_rwlock_unlock(&lock);
    printf("read %d write %d\n", got_read, got_write);
    return 0;
}
