// expect: race; races-on: handed_over, diverted
//
// sanitizer/tsan_interface.h: between the two halves of an operation on a lock runs the lock's own
// code. Its accesses are not judged and what it synchronizes orders nothing; but for code to which
// it diverts.

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

void __tsan_mutex_pre_signal(void *, unsigned);
void __tsan_mutex_post_signal(void *, unsigned);
void __tsan_mutex_pre_divert(void *, unsigned);
void __tsan_mutex_post_divert(void *, unsigned);

static int lock;
static int of_lock, handed_over, diverted;
static atomic_int flag;

static void *body(void *unused) {
    handed_over = 1;
    __tsan_mutex_pre_signal(&lock, 0);
    of_lock++;
    atomic_store_explicit(&flag, 1, memory_order_release);
    __tsan_mutex_pre_divert(&lock, 0);
    diverted++;
    __tsan_mutex_post_divert(&lock, 0);
    of_lock++;
    __tsan_mutex_post_signal(&lock, 0);
    return unused;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    __tsan_mutex_pre_signal(&lock, 0);
    of_lock++;
    while (!atomic_load_explicit(&flag, memory_order_acquire)) {
    }
    __tsan_mutex_post_signal(&lock, 0);
    handed_over = 2;
    diverted++;
    pthread_join(thread, NULL);
    return 0;
}
