// expect: clean; stdout: "42 42 42\n"
// A home-made call_once: 0 untouched, 1 being initialized, 2 ready.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int state;
static int resource;

static int get(void)
{
    int zero = 0;
    if (atomic_compare_exchange_strong_explicit(&state, &zero, 1, memory_order_relaxed,
                                                memory_order_relaxed)) {
        resource = 42;
        atomic_store_explicit(&state, 2, memory_order_release);
    }
    while (atomic_load_explicit(&state, memory_order_acquire) != 2)
        sched_yield();
    return resource;
}

static void *user(void *seen)
{
    *(int *)seen = get();
    return NULL;
}

int main(void)
{
    pthread_t t[3];
    int seen[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, user, &seen[i]);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    printf("%d %d %d\n", seen[0], seen[1], seen[2]);
    return 0;
}
