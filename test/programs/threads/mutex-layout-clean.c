// expect: clean
// Mutexes as sources that were preprocessed with glibc's or musl's headers lay them out: the kind
// is the int at offset 16.
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static struct {
    int lock;
    unsigned count;
    int owner;
    unsigned users;
    int kind;
    int rest[5];
} glibc_recursive = {.kind = PTHREAD_MUTEX_RECURSIVE}, glibc_checking = {.kind = 2};

int main(void) {
    pthread_mutex_t *recursive = (pthread_mutex_t *)&glibc_recursive;
    pthread_mutex_t *checking = (pthread_mutex_t *)&glibc_checking;
    assert(sizeof(pthread_mutex_t) <= 24 && sizeof(pthread_cond_t) <= 48);
    assert(sizeof(pthread_rwlock_t) <= 32);
    assert(pthread_mutex_lock(recursive) == 0 && pthread_mutex_lock(recursive) == 0);
    assert(pthread_mutex_unlock(recursive) == 0 && pthread_mutex_unlock(recursive) == 0);
    assert(pthread_mutex_lock(checking) == 0 && pthread_mutex_lock(checking) == EDEADLK);
    assert(pthread_mutex_unlock(checking) == 0 && pthread_mutex_unlock(checking) == EPERM);
    return 0;
}
