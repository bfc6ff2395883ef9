// expect: race; races-on: after, writes; lockset: after, writes; hybrid: nothing
// An ignored part ends, for one kind of access as for the other.
#include <antecede.h>
#include <pthread.h>

static int inside, after, writes;

static void *worker(void *unused) {
    ANTECEDE_IGNORE_BEGIN();
    inside++;
    ANTECEDE_IGNORE_END();
    after++;
    ANTECEDE_IGNORE_READS_BEGIN();
    writes = 1;
    ANTECEDE_IGNORE_READS_END();
    return unused;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, worker, NULL);
    pthread_create(&b, NULL, worker, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
