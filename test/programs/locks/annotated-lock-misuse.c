// expect: finding; kinds: double-lock, read-unlock-of-write-locked-mutex, wrong-unlock
//
// What the program tells of its own lock is wrong.

#include <pthread.h>
#include <stddef.h>

enum { READ_LOCK = 1 << 3 };

void __tsan_mutex_create(void *, unsigned);
void __tsan_mutex_pre_lock(void *, unsigned);
void __tsan_mutex_post_lock(void *, unsigned, int);
int __tsan_mutex_pre_unlock(void *, unsigned);

static int lock;

int main(void) {
    __tsan_mutex_create(&lock, 0);
    __tsan_mutex_pre_unlock(&lock, 0);
    __tsan_mutex_pre_lock(&lock, 0);
    __tsan_mutex_post_lock(&lock, 0, 0);
    __tsan_mutex_pre_lock(&lock, 0);
    __tsan_mutex_pre_unlock(&lock, READ_LOCK);
    return 0;
}
