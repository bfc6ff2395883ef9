// expect: finding; kinds: invalid-semaphore
//
// A semaphore is used after it was destroyed.

#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static sem_t units;

int main(void) {
    sem_init(&units, 0, 0);
    sem_destroy(&units);
    sem_post(&units);
    return 0;
}
