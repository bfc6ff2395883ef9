// expect: clean; stdout: "2\n"
// SV-COMP's atomic sections exclude each other and are ordered; its values come from the seed.
#include <pthread.h>
#include <stdio.h>

extern int __VERIFIER_nondet_int(void);
extern void __VERIFIER_atomic_begin(void);
extern void __VERIFIER_atomic_end(void);

static int count;

static void *body(void *unused) {
    __VERIFIER_atomic_begin();
    count += 1 + (__VERIFIER_nondet_int() & 0);
    __VERIFIER_atomic_end();
    return unused;
}

int main(void) {
    pthread_t one, other;
    pthread_create(&one, NULL, body, NULL);
    pthread_create(&other, NULL, body, NULL);
    pthread_join(one, NULL);
    pthread_join(other, NULL);
    printf("%d\n", count);
    return 0;
}
