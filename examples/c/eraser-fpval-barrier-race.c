// race on fingerprint: with a barrier between value and flag only HALF of the bug is mended.
//
// Release and acquire make sure that who sees the flag sees the value. But two threads may still
// find the flag unset and both compute: two unordered writes. The meeting point inside the
// computation (relaxed, so it orders nothing) makes it happen in every run.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static long fingerprint;
static atomic_int valid_fingerprint;
static atomic_int computing;

static long long_computation(void)
{
    atomic_fetch_add_explicit(&computing, 1, memory_order_relaxed);
    while (atomic_load_explicit(&computing, memory_order_relaxed) < 2) {
    }
    return 0x5eed;
}

static long fingerprint_value(void)
{
    if (!atomic_load_explicit(&valid_fingerprint, memory_order_acquire)) {
        fingerprint = long_computation();
        atomic_store_explicit(&valid_fingerprint, 1, memory_order_release);
    }
    return fingerprint;
}

static void *user(void *seen)
{
    *(long *)seen = fingerprint_value();
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    long seen[2];
    pthread_create(&a, NULL, user, &seen[0]);
    pthread_create(&b, NULL, user, &seen[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%lx %lx\n", seen[0], seen[1]);
    return 0;
}
