// expect: clean; lockset: v; hybrid: nothing; tsan: any
// A hand-over that only the annotations tell of; locksets alone don't follow it.
#include <antecede.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_int ready;
static int v;

static void *giver(void *unused) {
    ANTECEDE_THREAD_NAME("giver");
    v = 1;
    ANTECEDE_HAPPENS_BEFORE(&v);
    atomic_store_explicit(&ready, 1, memory_order_relaxed);
    return unused;
}

static void *taker(void *unused) {
    while (atomic_load_explicit(&ready, memory_order_relaxed) == 0) {
    }
    ANTECEDE_HAPPENS_AFTER(&v);
    v++;
    return unused;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, giver, NULL);
    pthread_create(&b, NULL, taker, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
