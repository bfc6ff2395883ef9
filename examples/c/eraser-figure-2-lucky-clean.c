// clean: the schedule of Eraser's figure 2 in which the lock on v happens to order y as well.
//
// The relaxed flag makes main lock AFTER the other thread has unlocked; then unlock synchronizes
// with lock, and y = y + 1 there happens before y = y + 1 here. No race, but the locking discipline
// is broken all the same: a lockset detector warns about y. This is the price of exactness.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int v, y;
static atomic_int thread_has_unlocked;

static void *thread(void *unused)
{
    y = y + 1;
    pthread_mutex_lock(&lock);
    v = v + 1;
    pthread_mutex_unlock(&lock);
    atomic_store_explicit(&thread_has_unlocked, 1, memory_order_relaxed);
    return NULL;
}

int main(void)
{
    pthread_t other;
    pthread_create(&other, NULL, thread, NULL);
    while (!atomic_load_explicit(&thread_has_unlocked, memory_order_relaxed)) {
    }
    pthread_mutex_lock(&lock);
    v = v + 1;
    pthread_mutex_unlock(&lock);
    y = y + 1;
    pthread_join(other, NULL);
    printf("%d %d\n", v, y);
    return 0;
}
