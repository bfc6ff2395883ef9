// expect: clean; options: --no-misuse
// The serial thread may destroy and free the barrier while others have yet to leave it; with a
// thread inside it is busy.
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { THREADS = 4 };

static int cells[THREADS];
static pthread_barrier_t *barrier;

static void *body(void *argument) {
    pthread_barrier_t *mine = barrier;
    cells[(long)argument] = 1;
    if (pthread_barrier_wait(mine) == PTHREAD_BARRIER_SERIAL_THREAD) {
        assert(pthread_barrier_destroy(mine) == 0);
        memset(mine, 0xee, sizeof *mine);
        free(mine);
    }
    for (int i = 0; i < THREADS; i++) assert(cells[i] == 1);
    return NULL;
}

int main(void) {
    pthread_t threads[THREADS];
    struct timespec second = {1, 0};
    barrier = malloc(sizeof *barrier);
    pthread_barrier_init(barrier, NULL, THREADS);
    for (long i = 0; i < THREADS - 1; i++) pthread_create(&threads[i], NULL, body, (void *)i);
    nanosleep(&second, NULL);
    assert(pthread_barrier_destroy(barrier) == EBUSY);
    pthread_create(&threads[THREADS - 1], NULL, body, (void *)(THREADS - 1l));
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    return 0;
}
