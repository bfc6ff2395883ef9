// expect: timeout; stderr: "timeout: steps, no progress"; options: --max-steps=300000
//
// Each of two polite threads gives way as long as the other wants to go first: both run, and neither
// gets on.

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int wants[2];

static void *polite(void *argument) {
    int self = *(int *)argument;
    atomic_store(&wants[self], 1);
    while (atomic_load(&wants[1 - self])) sched_yield();
    atomic_store(&wants[self], 0);
    return NULL;
}

int main(void) {
    pthread_t threads[2];
    int numbers[2] = {0, 1};
    // Both want to before either looks.
    atomic_store(&wants[0], 1);
    atomic_store(&wants[1], 1);
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, polite, &numbers[i]);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    return 0;
}
