// expect: race; races-on: heap; tsan: any
//
// The flag is set before the post, which then finds the semaphore freed, or races with that.

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_int is_done;

static void *finish(void *semaphore) {
    atomic_store_explicit(&is_done, 1, memory_order_relaxed);
    sem_post(semaphore);
    return NULL;
}

int main(void) {
    sem_t *semaphore = malloc(sizeof *semaphore);
    sem_init(semaphore, 0, 0);
    pthread_t thread;
    pthread_create(&thread, NULL, finish, semaphore);
    while (!atomic_load_explicit(&is_done, memory_order_relaxed)) {}
    free(semaphore);
    pthread_join(thread, NULL);
    return 0;
}
