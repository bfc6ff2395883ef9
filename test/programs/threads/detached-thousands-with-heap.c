// expect: clean; stdout: "6000"
//
// Detached threads whose last accesses nobody hears of: each leaves a freed block behind.

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static atomic_int done;

static void *worker(void *argument) {
    int *block = argument;
    *block += 1;
    free(block);
    atomic_fetch_add_explicit(&done, 1, memory_order_relaxed);
    return NULL;
}

int main(void) {
    enum { THREADS = 6000 };
    int created = 0;
    for (int i = 0; i < THREADS; i++) {
        pthread_t thread;
        int *block = calloc(1, sizeof *block);
        if (pthread_create(&thread, NULL, worker, block) != 0) break;
        pthread_detach(thread);
        while (atomic_load_explicit(&done, memory_order_relaxed) <= i) sched_yield();
        created++;
    }
    printf("%d", created);
    return 0;
}
