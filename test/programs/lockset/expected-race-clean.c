// expect: clean; lockset: nothing; hybrid: nothing
// A race that is expected is not reported once it has shown itself.
#include <antecede.h>
#include <pthread.h>

static int v;

static void *worker(void *unused) {
    v++;
    return unused;
}

int main(void) {
    pthread_t a, b;
    ANTECEDE_EXPECT_RACE(&v, "two increments");
    pthread_create(&a, NULL, worker, NULL);
    pthread_create(&b, NULL, worker, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    ANTECEDE_FLUSH_EXPECTED_RACES();
    return 0;
}
