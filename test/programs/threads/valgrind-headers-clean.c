// expect: clean; native: skip
//
// Valgrind's own headers: a lock, a semaphore and a hand-over of the program's making.

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <valgrind/drd.h>
#include <valgrind/helgrind.h>
#include <valgrind/memcheck.h>

static atomic_int word, units, is_published;
static int counter, posted, published, ignored;

static void lock(void) {
    VALGRIND_HG_MUTEX_LOCK_PRE(&word, 0);
    while (atomic_exchange_explicit(&word, 1, memory_order_relaxed)) sched_yield();
    VALGRIND_HG_MUTEX_LOCK_POST(&word);
}

static void unlock(void) {
    VALGRIND_HG_MUTEX_UNLOCK_PRE(&word);
    atomic_store_explicit(&word, 0, memory_order_relaxed);
    VALGRIND_HG_MUTEX_UNLOCK_POST(&word);
}

static void *body(void *unused) {
    lock();
    counter++;
    unlock();
    posted = 1;
    ANNOTATE_SEM_POST_PRE(&units);
    atomic_fetch_add_explicit(&units, 1, memory_order_relaxed);
    published = 1;
    ANNOTATE_HAPPENS_BEFORE(&published);
    atomic_store_explicit(&is_published, 1, memory_order_relaxed);
    ignored++;
    return unused;
}

int main(void) {
    pthread_t thread;
    if (RUNNING_ON_VALGRIND) return 1;
    VALGRIND_HG_MUTEX_INIT_POST(&word, 0);
    VALGRIND_MAKE_MEM_DEFINED(&counter, sizeof counter);
    DRD_IGNORE_VAR(ignored);
    ANNOTATE_THREAD_NAME("main");
    pthread_create(&thread, NULL, body, NULL);
    ignored++;
    lock();
    counter++;
    unlock();
    while (!atomic_load_explicit(&units, memory_order_relaxed)) {}
    ANNOTATE_SEM_WAIT_POST(&units);
    int is_lost = posted != 1;
    while (!atomic_load_explicit(&is_published, memory_order_relaxed)) {}
    ANNOTATE_HAPPENS_AFTER(&published);
    is_lost |= published != 1;
    pthread_join(thread, NULL);
    VALGRIND_HG_MUTEX_DESTROY_PRE(&word);
    return is_lost;
}
