// expect: clean; lockset: cells; hybrid: nothing
// Each phase has another owner for each cell, and barriers in between.
#include <pthread.h>

enum { THREADS = 3, PHASES = 4 };

static pthread_barrier_t barrier;
static int cells[THREADS];

static void *worker(void *number) {
    int own = *(int *)number;
    for (int phase = 0; phase < PHASES; phase++) {
        cells[(own + phase) % THREADS]++;
        pthread_barrier_wait(&barrier);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[THREADS];
    static int numbers[THREADS];
    pthread_barrier_init(&barrier, NULL, THREADS);
    for (int i = 0; i < THREADS; i++) {
        numbers[i] = i;
        pthread_create(&threads[i], NULL, worker, &numbers[i]);
    }
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    return 0;
}
