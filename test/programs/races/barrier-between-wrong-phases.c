// expect: race; races-on: next; tsan: any
// One barrier where two are needed: reading of one round overlaps with writing of the next. A
// barrier's rounds must not share one clock: whoever leaves a round late would acquire what the
// others released on entering the next. ThreadSanitizer does that, and is sometimes silent.
#include <pthread.h>

static pthread_barrier_t barrier;
static int next[2];

static void *thread(void *arg)
{
    int me = arg != NULL, sum = 0;
    for (int round = 0; round < 3; round++) {
        next[me] = round;
        pthread_barrier_wait(&barrier);
        sum += next[1 - me];        // the other may be in the next round's write already
    }
    return sum > 100 ? arg : NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_barrier_init(&barrier, NULL, 2);
    pthread_create(&a, NULL, thread, NULL);
    pthread_create(&b, NULL, thread, next);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    pthread_barrier_destroy(&barrier);
    return 0;
}
