// expect: clean; stdout: "6 3 30\n"
// A function whose name begins with __VERIFIER_atomic_ runs as one (SV-COMP's rules): with early
// returns, results of all sizes, one called by another, and one within a section.
#include <pthread.h>
#include <stdio.h>

extern void __VERIFIER_atomic_begin(void);
extern void __VERIFIER_atomic_end(void);

static int count, turns;
static long long wide;

static void __VERIFIER_atomic_increment(void) { count++; }

static _Bool __VERIFIER_atomic_compare_and_swap(int *at, int old, int new) {
    if (*at != old) return 0;
    *at = new;
    return 1;
}

long long __VERIFIER_atomic_add(long long by) {
    __VERIFIER_atomic_increment();
    for (int i = 0; i < 10; i++) {
        if (i == by) return wide;
        wide++;
    }
    return -1;
}

static void *body(void *unused) {
    int old;
    do {
        __VERIFIER_atomic_begin();
        old = turns;
        __VERIFIER_atomic_end();
    } while (!__VERIFIER_atomic_compare_and_swap(&turns, old, old + 1));
    __VERIFIER_atomic_add(10);
    __VERIFIER_atomic_begin();
    __VERIFIER_atomic_increment();
    __VERIFIER_atomic_end();
    return unused;
}

int main(void) {
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) pthread_create(&threads[i], NULL, body, NULL);
    for (int i = 0; i < 3; i++) pthread_join(threads[i], NULL);
    printf("%d %d %lld\n", count, turns, wide);
    return 0;
}
