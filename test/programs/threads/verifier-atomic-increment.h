// A whole program: of verifier-atomic-function-included-clean.c.
#include <pthread.h>
#include <stddef.h>

static int count;

static void __VERIFIER_atomic_increment(void) { count++; }

static void *increments(void *unused) {
    __VERIFIER_atomic_increment();
    return unused;
}

int main(void) {
    pthread_t other;
    pthread_create(&other, NULL, increments, NULL);
    __VERIFIER_atomic_increment();
    pthread_join(other, NULL);
    return count != 2;
}
