// expect: clean; lockset: nothing; hybrid: nothing; stdout: "9\n"
// A plain write to an atomic's memory is what later loads read, under every detector.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

static atomic_int v;

static void *worker(void *unused) {
    for (int i = 0; i < 8; i++) atomic_store_explicit(&v, i, memory_order_relaxed);
    return unused;
}

int main(void) {
    pthread_t a;
    int nine = 9, wrong = 0;
    for (int i = 0; i < 20; i++) {
        pthread_create(&a, NULL, worker, NULL);
        pthread_join(a, NULL);
        memcpy((void *)&v, &nine, sizeof nine);
        wrong += atomic_load_explicit(&v, memory_order_relaxed) != 9;
        *(volatile int *)&v = 9;
        wrong += atomic_load_explicit(&v, memory_order_relaxed) != 9;
    }
    printf("%d\n", wrong == 0 ? 9 : wrong);
    return 0;
}
