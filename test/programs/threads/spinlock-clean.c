// expect: clean; options: --no-misuse
// Spinlocks exclude and order like mutexes.
#include <assert.h>
#include <errno.h>
#include <pthread.h>

enum { THREADS = 6, ROUNDS = 40 };

static pthread_spinlock_t lock;
static int counter;

static void *body(void *argument) {
    for (int i = 0; i < ROUNDS; i++) {
        if (i % 2) assert(pthread_spin_lock(&lock) == 0);
        else while (pthread_spin_trylock(&lock) == EBUSY) sched_yield();
        counter++;
        assert(pthread_spin_unlock(&lock) == 0);
    }
    return argument;
}

int main(void) {
    pthread_t threads[THREADS];
    assert(pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE) == 0);
    for (int i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, body, NULL);
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    assert(counter == THREADS * ROUNDS);
    pthread_spin_lock(&lock);
    assert(pthread_spin_trylock(&lock) == EBUSY && pthread_spin_destroy(&lock) == EBUSY);
    pthread_spin_unlock(&lock);
    assert(pthread_spin_destroy(&lock) == 0);
    return 0;
}
