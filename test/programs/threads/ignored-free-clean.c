// expect: clean; tsan: silent
//
// A block begins and ends by writes, which its thread ignores here.

#include <antecede.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_int is_written;

static void *write_once(void *block) {
    *(int *)block = 1;
    atomic_store_explicit(&is_written, 1, memory_order_relaxed);
    return NULL;
}

int main(void) {
    pthread_t thread;
    int *block = malloc(sizeof *block);
    pthread_create(&thread, NULL, write_once, block);
    while (!atomic_load_explicit(&is_written, memory_order_relaxed)) {}
    ANTECEDE_IGNORE_WRITES_BEGIN();
    free(block);
    ANTECEDE_IGNORE_WRITES_END();
    pthread_join(thread, NULL);
    return 0;
}
