// expect: exit 66; kinds: missing-race; stderr: "missing race on v: two increments"; native: skip
// A race that is expected and does not show itself is a finding.
#include <antecede.h>
#include <pthread.h>

static int v;

static void *worker(void *unused) {
    v++;
    return unused;
}

int main(void) {
    pthread_t a;
    ANTECEDE_EXPECT_RACE(&v, "two increments");
    pthread_create(&a, NULL, worker, NULL);
    pthread_join(a, NULL);
    v++;
    return 0;
}
