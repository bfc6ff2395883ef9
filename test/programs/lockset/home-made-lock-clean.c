// expect: clean; lockset: nothing; hybrid: nothing; tsan: any
// A lock made of a relaxed flag, and annotated: it orders and protects as the annotations say.
#include <antecede.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_flag taken = ATOMIC_FLAG_INIT;
static int v;

static void *worker(void *unused) {
    for (int i = 0; i < 20; i++) {
        while (atomic_flag_test_and_set_explicit(&taken, memory_order_relaxed)) {
        }
        ANTECEDE_WRITE_LOCK(&taken);
        v++;
        ANTECEDE_WRITE_UNLOCK(&taken);
        atomic_flag_clear_explicit(&taken, memory_order_relaxed);
    }
    return unused;
}

int main(void) {
    pthread_t a, b;
    ANTECEDE_LOCK_CREATE(&taken);
    pthread_create(&a, NULL, worker, NULL);
    pthread_create(&b, NULL, worker, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    ANTECEDE_LOCK_DESTROY(&taken);
    return 0;
}
