// expect: clean
// With a writer waiting, a reader passes or waits, as the lock's kind says.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

static pthread_rwlock_t lock;

static void *writes(void *argument) {
    pthread_rwlock_wrlock(&lock);
    pthread_rwlock_unlock(&lock);
    return argument;
}

static int read_with_waiting_writer(int kind) {
    pthread_rwlockattr_t attributes;
    pthread_t writer;
    struct timespec second = {1, 0};
    pthread_rwlockattr_init(&attributes);
    pthread_rwlockattr_setkind_np(&attributes, kind);
    pthread_rwlock_init(&lock, &attributes);
    pthread_rwlock_rdlock(&lock);
    pthread_create(&writer, NULL, writes, NULL);
    nanosleep(&second, NULL);
    int error = pthread_rwlock_tryrdlock(&lock);
    if (!error) pthread_rwlock_unlock(&lock);
    pthread_rwlock_unlock(&lock);
    pthread_join(writer, NULL);
    assert(pthread_rwlock_destroy(&lock) == 0);
    return error;
}

int main(void) {
    assert(read_with_waiting_writer(PTHREAD_RWLOCK_PREFER_READER_NP) == 0);
    assert(read_with_waiting_writer(PTHREAD_RWLOCK_PREFER_WRITER_NP) == 0);
    assert(read_with_waiting_writer(PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP) == EBUSY);
    return 0;
}
