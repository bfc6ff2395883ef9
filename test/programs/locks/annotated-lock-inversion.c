// expect: finding; kinds: lock-order-inversion
//
// Locks of the program's own, which it tells the detector of; a relaxed flag keeps the two threads
// apart.

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>

void __tsan_mutex_pre_lock(void *, unsigned);
void __tsan_mutex_post_lock(void *, unsigned, int);
int __tsan_mutex_pre_unlock(void *, unsigned);
void __tsan_mutex_post_unlock(void *, unsigned);

static atomic_int a, b, is_done;

static void take(atomic_int *lock) {
    __tsan_mutex_pre_lock(lock, 0);
    while (atomic_exchange_explicit(lock, 1, memory_order_relaxed)) sched_yield();
    __tsan_mutex_post_lock(lock, 0, 0);
}

static void give_back(atomic_int *lock) {
    __tsan_mutex_pre_unlock(lock, 0);
    atomic_store_explicit(lock, 0, memory_order_relaxed);
    __tsan_mutex_post_unlock(lock, 0);
}

static void *body(void *unused) {
    take(&a);
    take(&b);
    give_back(&b);
    give_back(&a);
    atomic_store_explicit(&is_done, 1, memory_order_relaxed);
    return unused;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    while (!atomic_load_explicit(&is_done, memory_order_relaxed)) sched_yield();
    take(&b);
    take(&a);
    give_back(&a);
    give_back(&b);
    pthread_join(thread, NULL);
    return 0;
}
