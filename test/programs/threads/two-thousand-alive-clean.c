// expect: clean; stdout: "1999000\nno more\n"
// As many threads as there can be beside main, all at one barrier. One more is refused.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

enum { THREADS = 2000 };

static pthread_barrier_t all;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long sum;

static void *adds(void *number) {
    pthread_barrier_wait(&all);
    pthread_mutex_lock(&lock);
    sum += (long)number;
    pthread_mutex_unlock(&lock);
    pthread_barrier_wait(&all);
    return NULL;
}

int main(void) {
    static pthread_t threads[THREADS];
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    pthread_barrier_init(&all, NULL, THREADS + 1);
    for (long i = 0; i < THREADS; i++) {
        if (pthread_create(&threads[i], &small, adds, (void *)i)) return 1;
    }
    pthread_barrier_wait(&all);
#ifdef __ANTECEDE__
    pthread_t other;
    int refused = pthread_create(&other, &small, adds, NULL);
#else
    int refused = EAGAIN;
#endif
    pthread_barrier_wait(&all);
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    printf("%ld\n", sum);
    if (refused == EAGAIN) puts("no more");
    return 0;
}
